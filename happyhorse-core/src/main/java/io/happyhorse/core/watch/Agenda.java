package io.happyhorse.core.watch;

import org.jspecify.annotations.Nullable;

/**
 * Which task is asked next: those that were never asked come first, the earliest deadline before the others; then those that have
 * been waiting longest. Not thread-safe.
 *
 * <p>A task that is taken out leaves its entry behind, which counts no more and is dropped when its time comes.
 */
final class Agenda {
  private final Heap<PollLoop> asked = new Heap<>(false);
  private final Heap<PollLoop> fresh = new Heap<>(false);
  private final Heap<PollLoop> newcomers = new Heap<>(false);

  /** Adds a task that is to be asked at this time, or moves it there. */
  void put(PollLoop loop, long due) {
    loop.planned = true;
    (loop.polls == 0 ? fresh : asked).add(loop, due);
  }

  void remove(PollLoop loop) {
    loop.planned = false;
  }

  /** Takes out the task that is to be asked next, if one is due by now. */
  @Nullable
  PollLoop next(long now) {
    PollLoop next = peek(now);
    if (next != null) {
      remove(next);
    }
    return next;
  }

  /** Returns the task that is to be asked next, or null if none is due by now. */
  @Nullable
  PollLoop peek(long now) {
    for (PollLoop due = first(fresh); due != null && due.at <= now; due = first(fresh)) {
      fresh.removeFirst();
      newcomers.add(due, due.earliestDeadline());
    }
    PollLoop newcomer = first(newcomers);
    if (newcomer != null) {
      return newcomer;
    }
    PollLoop waiting = first(asked);
    return waiting != null && waiting.at <= now ? waiting : null;
  }

  /** Returns when the next task is due that is not due yet, {@link Long#MAX_VALUE} if there is none. */
  long nextDue() {
    PollLoop never = first(fresh);
    PollLoop again = first(asked);
    return Math.min(
        never == null ? Long.MAX_VALUE : never.at, again == null ? Long.MAX_VALUE : again.at);
  }

  /** Returns the first entry that counts, and drops those before it. */
  private static @Nullable PollLoop first(Heap<PollLoop> heap) {
    PollLoop first = heap.first();
    while (first != null && !(first.planned && first.at == heap.firstAt())) {
      heap.removeFirst();
      first = heap.first();
    }
    return first;
  }
}
