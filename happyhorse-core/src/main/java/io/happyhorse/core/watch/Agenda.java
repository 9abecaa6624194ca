package io.happyhorse.core.watch;

import org.jspecify.annotations.Nullable;

/**
 * Which task is asked next: those that were never asked come first, the earliest deadline before the others; then those that have
 * been waiting longest. Not thread-safe.
 */
final class Agenda {
  private final Heap<PollLoop> asked = new Heap<>();
  private final Heap<PollLoop> fresh = new Heap<>();
  private final Heap<PollLoop> newcomers = new Heap<>();

  /** Adds a task that is to be asked at this time, or moves it there. */
  void put(PollLoop loop, long due) {
    remove(loop);
    (loop.polls == 0 ? fresh : asked).add(loop, due);
  }

  void remove(PollLoop loop) {
    if (loop.polls > 0) {
      asked.remove(loop);
    } else if (loop.newcomer) {
      newcomers.remove(loop);
      loop.newcomer = false;
    } else {
      fresh.remove(loop);
    }
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
    for (PollLoop due = fresh.first(); due != null && due.at <= now; due = fresh.first()) {
      fresh.remove(due);
      due.newcomer = true;
      newcomers.add(due, due.earliestDeadline());
    }
    PollLoop newcomer = newcomers.first();
    if (newcomer != null) {
      return newcomer;
    }
    PollLoop waiting = asked.first();
    return waiting != null && waiting.at <= now ? waiting : null;
  }

  /** Returns when the next task is due that is not due yet, {@link Long#MAX_VALUE} if there is none. */
  long nextDue() {
    return Math.min(fresh.firstAt(), asked.firstAt());
  }
}
