package io.happyhorse.core.watch;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The order of polls: tasks that were never polled come first, ordered by deadline; the others are ordered by due time. Not
 * thread-safe.
 *
 * <p>The slot of a removed task stays in the queue until it is due, and is then dropped.
 */
final class PollQueue {
  private final PriorityQueue<Slot> polled = new PriorityQueue<>();
  private final PriorityQueue<Slot> fresh = new PriorityQueue<>();
  private final PriorityQueue<Newcomer> newcomers =
      new PriorityQueue<>(Comparator.comparingLong(Newcomer::deadline));

  /** The time at which a task is due. A slot is valid while its task's {@link WatchedTask#slot} refers to it. */
  static final class Slot implements Comparable<Slot> {
    private final WatchedTask task;
    private final long due;

    Slot(WatchedTask task, long due) {
      this.task = task;
      this.due = due;
    }

    long due() {
      return due;
    }

    boolean counts() {
      return task.slot == this;
    }

    @Override
    public int compareTo(Slot other) {
      return Long.compare(due, other.due);
    }
  }

  /** A due task that was never polled. */
  private record Newcomer(Slot slot, long deadline) {}

  /** Adds a task that is to be polled at this time, or moves it there. */
  void put(WatchedTask task, long due) {
    Slot slot = new Slot(task, due);
    task.slot = slot;
    (task.polls() == 0 ? fresh : polled).add(slot);
  }

  void remove(WatchedTask task) {
    task.slot = null;
  }

  /** Removes and returns the task to poll next; null if none is due. */
  @Nullable
  WatchedTask next(long now) {
    WatchedTask next = peek(now);
    if (next != null) {
      remove(next);
    }
    return next;
  }

  /** Returns the task to poll next; null if none is due. */
  @Nullable
  WatchedTask peek(long now) {
    for (Slot due = first(fresh); due != null && due.due <= now; due = first(fresh)) {
      newcomers.add(new Newcomer(due, due.task.earliestDeadline()));
      fresh.remove();
    }
    Slot newcomer = firstNewcomer();
    if (newcomer != null) {
      return newcomer.task;
    }
    Slot waiting = first(polled);
    return waiting != null && waiting.due <= now ? waiting.task : null;
  }

  /** Returns when the next task becomes due; {@link Long#MAX_VALUE} if there is none. */
  long nextDue() {
    Slot never = first(fresh);
    Slot again = first(polled);
    return Math.min(
        never == null ? Long.MAX_VALUE : never.due, again == null ? Long.MAX_VALUE : again.due);
  }

  private @Nullable Slot firstNewcomer() {
    Newcomer first = newcomers.peek();
    while (first != null && !first.slot.counts()) {
      newcomers.remove();
      first = newcomers.peek();
    }
    return first == null ? null : first.slot;
  }

  /** Returns the first valid slot, and drops those before it. */
  private static @Nullable Slot first(PriorityQueue<Slot> queue) {
    Slot first = queue.peek();
    while (first != null && !first.counts()) {
      queue.remove();
      first = queue.peek();
    }
    return first;
  }
}
