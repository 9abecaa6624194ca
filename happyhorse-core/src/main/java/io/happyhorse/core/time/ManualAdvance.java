package io.happyhorse.core.time;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves a virtual time by hand: timer by timer, each time waiting until everything else is parked. Guarded by the lock of the clock. */
final class ManualAdvance {
  private final VirtualClock clock;

  /** The thread that moves the time: the last that did, or else the one that made it. */
  private Thread hand = Thread.currentThread();

  /** How many threads wait for the time to settle. */
  private int settling;

  /** The number of moves at which all that was not parked had been idle for a while. */
  private long quietAt = -1;

  ManualAdvance(VirtualClock clock) {
    this.clock = clock;
  }

  void advance(Duration duration) {
    long target = begin(duration);
    settle();
    for (VirtualClock.Due due = next(target); due != null; due = next(target)) {
      clock.fire(due);
      settle();
    }
  }

  private long begin(Duration duration) {
    clock.lock.lock();
    try {
      hand = Thread.currentThread();
      quietAt = -1;
      return clock.later(duration);
    } finally {
      clock.lock.unlock();
    }
  }

  private VirtualClock.@Nullable Due next(long target) {
    clock.lock.lock();
    try {
      return clock.jumpTo(Math.min(clock.nextTimer(), target));
    } finally {
      clock.lock.unlock();
    }
  }

  /** Waits until everything but what the calling thread carries is parked, or has been idle for a while. */
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
    return quiet && !clock.participants.isAnyoneInterrupted();
  }

  /** Takes note that all that was not parked at a number of moves has been idle for a while. */
  void noteQuiet(long moves) {
    quietAt = moves;
    clock.moved.signalAll();
  }

  /** Returns whether the time should move: while it settles, or while the thread that should move it waits itself. */
  boolean isAwaited(boolean toCome) {
    return settling > 0 || (toCome && ThreadActivity.of(hand) == ThreadActivity.WAITING);
  }

  /** Returns whether a thread looks at the state of the time by itself. */
  boolean isSettledBy(@Nullable Thread thread) {
    return settling > 0 && thread == hand;
  }
}
