package io.happyhorse.core.time;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves a virtual time manually: timer by timer, waiting before each until everything else is parked. Guarded by the lock of the
 * clock.
 */
final class ManualAdvance {
  private final VirtualClock clock;

  /** The last thread that moved the time; initially the one that created it. */
  private Thread hand = Thread.currentThread();

  /** The number of threads that wait for the time to settle. */
  private int settling;

  /** The number of moves at which all participants that were not parked had been idle for a while. */
  private long quietAt = -1;

  ManualAdvance(VirtualClock clock) {
    this.clock = clock;
  }

  void advance(Duration duration) {
    long target = begin(duration);
    settle();
    for (TimerJumps.Due due = next(target); due != null; due = next(target)) {
      clock.jumps().fire(due);
      settle();
    }
  }

  private long begin(Duration duration) {
    return clock.getLocked(() -> {
      hand = Thread.currentThread();
      quietAt = -1;
      return clock.later(duration);
    });
  }

  private TimerJumps.@Nullable Due next(long target) {
    return clock.getLocked(() -> clock.jumps().jumpTo(Math.min(clock.nextTimer(), target)));
  }

  /** Waits until all participants, except those bound to the calling thread, are parked or have been idle for a while. */
  private void settle() {
    clock.watch();
    clock.lock.lock();
    try {
      settling++;
      while (!isSettled()) {
        clock.checkNotFailed();
        clock.moved.await();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while advancing a virtual time.", interrupted);
    } finally {
      settling--;
      clock.lock.unlock();
    }
  }

  private boolean isSettled() {
    List<Participant> mine = clock.participants.carriedBy(Thread.currentThread());
    boolean quiet = clock.participants.areAllParkedBut(mine) || quietAt == clock.moves();
    return quiet && !clock.participants.isAnyInterrupted();
  }

  /** Records that at this number of moves all participants that were not parked have been idle for a while. */
  void noteQuiet(long moves) {
    quietAt = moves;
    clock.moved.signalAll();
  }

  /** Returns whether the time should move: while it settles, or while the thread that moves it waits itself. */
  boolean isAwaited(boolean inUse) {
    return settling > 0 || (inUse && ThreadActivity.of(hand) == ThreadActivity.WAITING);
  }

  /** Returns whether a thread checks the state of the time without being woken. */
  boolean isSettledBy(@Nullable Thread thread) {
    return settling > 0 && thread == hand;
  }
}
