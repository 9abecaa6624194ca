package io.happyhorse.core.watch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order of polls: tasks that were never polled come first, ordered by deadline; the others are ordered by due time. Not
 * thread-safe.
 */
final class PollQueue {
  private final Numbers<WatchedTask> numbers = new Numbers<>();
  private final HeapPlaces places = new HeapPlaces();

  /** The tasks that were polled, by due time. */
  private final TimeHeap polled = new TimeHeap(places);

  /** The tasks that were never polled and are not due yet, by due time. */
  private final TimeHeap fresh = new TimeHeap(places);

  /** The due tasks that were never polled, by deadline. */
  private final TimeHeap newcomers = new TimeHeap(places);

  /** Adds a task that is to be polled at this time, or moves it there. */
  void put(WatchedTask task, long due) {
    if (task.number == Numbers.NONE) {
      task.number = numbers.add(task);
    }
    takeOut(task);
    task.due = due;
    (task.polls() == 0 ? fresh : polled).add(task.number, due);
  }

  /** Removes a task that is no longer watched. */
  void remove(WatchedTask task) {
    if (task.number != Numbers.NONE) {
      takeOut(task);
      numbers.remove(task.number);
      task.number = Numbers.NONE;
    }
  }

  private void takeOut(WatchedTask task) {
    if (task.isPlanned()) {
      heapOf(task).remove(task.number);
      task.due = WatchedTask.UNPLANNED;
    }
  }

  private TimeHeap heapOf(WatchedTask task) {
    if (polled.contains(task.number)) {
      return polled;
    }
    return fresh.contains(task.number) ? fresh : newcomers;
  }

  /** Returns the task to poll next, which is then no longer planned; null if none is due. */
  @Nullable
  WatchedTask next(long now) {
    WatchedTask next = peek(now);
    if (next != null) {
      takeOut(next);
    }
    return next;
  }

  /** Returns the task to poll next; null if none is due. */
  @Nullable
  WatchedTask peek(long now) {
    while (fresh.firstTime() <= now) {
      WatchedTask due = first(fresh);
      fresh.remove(due.number);
      newcomers.add(due.number, due.earliestDeadline());
    }
    if (!newcomers.isEmpty()) {
      return first(newcomers);
    }
    return polled.firstTime() <= now ? first(polled) : null;
  }

  private WatchedTask first(TimeHeap heap) {
    return Objects.requireNonNull(numbers.get(heap.first()));
  }

  /** Returns when the next task becomes due; {@link Long#MAX_VALUE} if there is none. */
  long nextDue() {
    return Math.min(fresh.firstTime(), polled.firstTime());
  }
}
