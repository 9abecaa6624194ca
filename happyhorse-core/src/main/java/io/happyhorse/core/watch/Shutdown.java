package io.happyhorse.core.watch;

import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Closes a watcher: ends its waits, then its threads, in at most four steps of limited duration. */
final class Shutdown {
  /** The maximum number of tasks whose waits are ended in one step. It limits the memory for their errors. */
  private static final int CLOSED_AT_ONCE = 20_000;

  private static final Duration LONGEST_STEP = Duration.ofMillis(1_200);

  private final LockedWaits waits;
  private final PollRunner polls;
  private final CallbackExecutor callbacks;

  Shutdown(LockedWaits waits, PollRunner polls, CallbackExecutor callbacks) {
    this.waits = waits;
    this.polls = polls;
    this.callbacks = callbacks;
  }

  void run() {
    List<HandleFuture> incomplete = endWaits();
    waits.closeTimer();
    polls.shutDown();
    callbacks.shutDown();
    awaitThreads();
    callbacks.completeRest(incomplete, LONGEST_STEP);
  }

  /** Ends all waits and returns those whose callbacks did not run in time. */
  private List<HandleFuture> endWaits() {
    List<HandleFuture> incomplete = new ArrayList<>();
    long begun = TimeSource.system().nanoTime();
    List<OpenWait> ended;
    do {
      ended = waits.apply((state, now) -> state.close(CLOSED_AT_ONCE, now));
      List<HandleFuture> futures = ended.stream()
          .map(wait -> (HandleFuture) wait.recipient) // the engine creates no others
          .toList();
      Duration left = LONGEST_STEP.minus(TimeSource.system().since(begun));
      incomplete.addAll(callbacks.awaitAll(futures, left));
    } while (!ended.isEmpty());
    return incomplete;
  }

  private void awaitThreads() {
    try {
      polls.awaitEnd(LONGEST_STEP);
      callbacks.awaitEnd(LONGEST_STEP);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
