package io.happyhorse.core.watch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A queue by time. An indexed one tells each entry its place, so that any can be taken out quickly; an entry is in at most one of
 * these at a time. Not thread-safe.
 *
 * <p>What is moved about is a time and the number of an entry, never a reference: with a hundred thousand entries, what counts is
 * how few places in memory are touched and how few references the garbage collector must be told of. For the same reason each
 * node has four children, and not every heap is indexed.
 */
final class Heap<E extends HeapEntry> {
  private static final int CHILDREN = 4;
  private static final int SMALLEST = 16;

  /** What stands where an entry was. */
  private static final HeapEntry HOLE = new HeapEntry() {};

  private final boolean indexed;
  private long[] times = {};

  /** The number of the entry at each place; behind them, the numbers that are free. */
  private int[] numbers = {};

  private HeapEntry[] entries = {};
  private int size;

  Heap(boolean indexed) {
    this.indexed = indexed;
  }

  void add(E entry, long at) {
    if (size == entries.length) {
      grow();
    }
    int number = numbers[size];
    entries[number] = entry;
    entry.at = at;
    size++;
    rise(number, at, size - 1);
  }

  private void grow() {
    int capacity = Math.max(SMALLEST, size + (size >> 1));
    times = Arrays.copyOf(times, capacity);
    numbers = Arrays.copyOf(numbers, capacity);
    entries = Arrays.copyOf(entries, capacity);
    for (int free = size; free < capacity; free++) {
      numbers[free] = free;
    }
  }

  /** Returns the earliest entry, or null if there is none. */
  @SuppressWarnings("unchecked") // only entries of this type are added
  @Nullable
  E first() {
    return size == 0 ? null : (E) entries[numbers[0]];
  }

  /** Returns the time of the earliest entry, {@link Long#MAX_VALUE} if there is none. */
  long firstAt() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Takes the earliest entry out. */
  void removeFirst() {
    removeAt(0);
  }

  /** Takes an entry out of an indexed heap; does nothing if it is in none. */
  void remove(E entry) {
    if (entry.place != HeapEntry.NOWHERE) {
      removeAt(entry.place);
    }
  }

  private void removeAt(int place) {
    int removed = numbers[place];
    if (indexed) {
      entries[removed].place = HeapEntry.NOWHERE;
    }
    entries[removed] = HOLE;
    size--;
    int last = numbers[size];
    long at = times[size];
    numbers[size] = removed;
    if (place < size) {
      rise(last, at, sink(at, place));
    }
  }

  /** Puts an entry where it belongs at or above a place. */
  private void rise(int number, long at, int from) {
    int place = from;
    for (int parent = (place - 1) / CHILDREN;
        place > 0 && at < times[parent];
        parent = (place - 1) / CHILDREN) {
      put(numbers[parent], times[parent], place);
      place = parent;
    }
    put(number, at, place);
  }

  /** Moves up what belongs above a time and returns the place that has become free. */
  private int sink(long at, int from) {
    int place = from;
    for (int child = earliestChild(place);
        child > 0 && times[child] < at;
        child = earliestChild(place)) {
      put(numbers[child], times[child], place);
      place = child;
    }
    return place;
  }

  /** Returns the place of the earliest child, 0 if there is none. */
  private int earliestChild(int place) {
    int first = CHILDREN * place + 1;
    int end = Math.min(first + CHILDREN, size);
    int earliest = first < end ? first : 0;
    for (int child = first + 1; child < end; child++) {
      earliest = times[child] < times[earliest] ? child : earliest;
    }
    return earliest;
  }

  private void put(int number, long at, int place) {
    times[place] = at;
    numbers[place] = number;
    if (indexed) {
      entries[number].place = place;
    }
  }
}
