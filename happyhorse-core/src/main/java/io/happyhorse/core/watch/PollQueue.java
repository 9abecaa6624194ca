package io.happyhorse.core.watch;

import org.jspecify.annotations.Nullable;

/**
 * Which task is asked next: those that were never asked come first, the earliest deadline before the others; then those that have
 * been waiting longest. Not thread-safe.
 *
 * <p>A task that is taken out leaves its entry behind, which counts no more and is dropped when its time comes.
 */
final class PollQueue {
  private final Heap<WatchedTask> asked = new Heap<>(false);
  private final Heap<WatchedTask> fresh = new Heap<>(false);
  private final Heap<WatchedTask> newcomers = new Heap<>(false);

  /** Adds a task that is to be asked at this time, or moves it there. */
  void put(WatchedTask loop, long due) {
    loop.planned = true;
    (loop.polls == 0 ? fresh : asked).add(loop, due);
  }

  void remove(WatchedTask loop) {
    loop.planned = false;
  }

  /** Takes out the task that is to be asked next, if one is due by now. */
  @Nullable
  WatchedTask next(long now) {
    WatchedTask next = peek(now);
    if (next != null) {
      remove(next);
    }
    return next;
  }

  /** Returns the task that is to be asked next, or null if none is due by now. */
  @Nullable
  WatchedTask peek(long now) {
    for (WatchedTask due = first(fresh); due != null && due.at <= now; due = first(fresh)) {
      fresh.removeFirst();
      newcomers.add(due, due.earliestDeadline());
    }
    WatchedTask newcomer = first(newcomers);
    if (newcomer != null) {
      return newcomer;
    }
    WatchedTask waiting = first(asked);
    return waiting != null && waiting.at <= now ? waiting : null;
  }

  /** Returns when the next task is due that is not due yet, {@link Long#MAX_VALUE} if there is none. */
  long nextDue() {
    WatchedTask never = first(fresh);
    WatchedTask again = first(asked);
    return Math.min(
        never == null ? Long.MAX_VALUE : never.at, again == null ? Long.MAX_VALUE : again.at);
  }

  /** Returns the first entry that counts, and drops those before it. */
  private static @Nullable WatchedTask first(Heap<WatchedTask> heap) {
    WatchedTask first = heap.first();
    while (first != null && !(first.planned && first.at == heap.firstAt())) {
      heap.removeFirst();
      first = heap.first();
    }
    return first;
  }
}
