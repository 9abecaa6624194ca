package io.happyhorse.core.watch;

import java.util.Arrays;

/**
 * Task numbers in order of a time; equal times in order of the numbers. Not thread-safe.
 *
 * <p>A heap in arrays of primitives, since there may be a million tasks: to find the next one touches few cache lines and no object,
 * and a move writes no reference that the garbage collector would have to follow. Four children per parent make the heap half as
 * high as two.
 */
final class TimeHeap {
  private static final int CHILDREN = 4;
  private static final int FEW = 64;

  private final HeapPlaces places;
  private long[] times = new long[FEW];
  private int[] numbers = new int[FEW];
  private int size;

  /**
   * Creates an empty heap.
   *
   * @param places where each number is; heaps may share it if a number is in at most one of them
   */
  TimeHeap(HeapPlaces places) {
    this.places = places;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns the number with the earliest time. The heap must not be empty. */
  int first() {
    return numbers[0];
  }

  /** Returns the earliest time; {@link Long#MAX_VALUE} if the heap is empty. */
  long firstTime() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  boolean contains(int number) {
    int place = places.of(number);
    return place < size && numbers[place] == number;
  }

  /** Adds a number that is not in the heap. */
  void add(int number, long time) {
    if (size == numbers.length) {
      resize(size + size / 2);
    }
    size++;
    settle(number, time, size - 1);
  }

  /** Removes a number that is in the heap. */
  void remove(int number) {
    int hole = places.of(number);
    size--;
    if (hole < size) {
      settle(numbers[size], times[size], hole);
    }
    if (size == 0 && numbers.length > FEW) {
      resize(FEW);
    }
  }

  private void resize(int capacity) {
    times = Arrays.copyOf(times, capacity);
    numbers = Arrays.copyOf(numbers, capacity);
  }

  /** Moves a hole up or down to where a number belongs, and puts the number there. */
  private void settle(int number, long time, int hole) {
    int upper = raised(hole, number, time);
    set(upper == hole ? lowered(hole, number, time) : upper, number, time);
  }

  private int raised(int from, int number, long time) {
    int hole = from;
    while (hole > 0 && isBefore(number, time, (hole - 1) / CHILDREN)) {
      int parent = (hole - 1) / CHILDREN;
      set(hole, numbers[parent], times[parent]);
      hole = parent;
    }
    return hole;
  }

  private int lowered(int from, int number, long time) {
    int hole = from;
    int child = firstChild(hole);
    while (child < size && !isBefore(number, time, child)) {
      set(hole, numbers[child], times[child]);
      hole = child;
      child = firstChild(hole);
    }
    return hole;
  }

  /** Returns the place of the child that comes first; a place outside of the heap if there is no child. */
  private int firstChild(int parent) {
    int first = CHILDREN * parent + 1;
    int end = Math.min(first + CHILDREN, size);
    for (int child = first + 1; child < end; child++) {
      first = isBefore(numbers[child], times[child], first) ? child : first;
    }
    return first;
  }

  private boolean isBefore(int number, long time, int place) {
    return time < times[place] || (time == times[place] && number < numbers[place]);
  }

  private void set(int place, int number, long time) {
    numbers[place] = number;
    times[place] = time;
    places.set(number, place);
  }
}
