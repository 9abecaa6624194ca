package io.happyhorse.core.time;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One wait of a thread in a virtual time. The participants bound to the thread are parked during the wait. */
final class Waiter {
  private final VirtualClock clock;
  private final Thread thread = Thread.currentThread();

  /** The participants that this wait parks; guarded by the lock of the clock. */
  private List<Participant> parked = List.of();

  private volatile boolean awake;

  Waiter(VirtualClock clock) {
    this.clock = clock;
  }

  /** Ends the wait. */
  void wake() {
    clock.runLocked(() -> {
      awake = true;
      clock.enrolment().resume(this);
    });
    LockSupport.unpark(thread);
  }

  /**
   * Waits until {@link #wake}.
   *
   * @throws InterruptedException if the thread is or becomes interrupted; its flag is then cleared
   * @throws AssertionError if the time has failed or has been closed
   */
  void park() throws InterruptedException {
    clock.enrolment().suspend(this);
    try {
      clock.jumps().jumpWhileAllAreParked();
      // The interrupt flag stays set until the thread counts as running again; otherwise the time
      // could jump past it.
      while (!awake && !thread.isInterrupted() && clock.isRunning()) {
        LockSupport.park(this);
      }
    } finally {
      clock.enrolment().resume(this);
    }
    clock.checkNotFailed();
    if (!awake && Thread.interrupted()) {
      // no jump was possible while this thread was about to wake
      clock.jumps().jumpWhileAllAreParked();
      throw new InterruptedException("interrupted while waiting in a virtual time");
    }
    if (!awake) {
      throw VirtualClock.ended();
    }
  }

  /** Waits until {@link #wake}, or at most for a duration. */
  void park(Duration atMost) throws InterruptedException {
    TimerQueue.Timer timer = clock.setAfter(atMost, this::wake);
    try {
      park();
    } finally {
      clock.cancel(timer);
    }
  }

  Thread thread() {
    return thread;
  }

  boolean isAwake() {
    return awake;
  }

  List<Participant> parked() {
    return parked;
  }

  void setParked(List<Participant> participants) {
    parked = participants;
  }

  /** Wakes the thread to check the state of the clock. */
  void nudge() {
    LockSupport.unpark(thread);
  }
}
