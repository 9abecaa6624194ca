package io.happyhorse.core.time;

import org.jspecify.annotations.Nullable;

/** Moves a virtual time from timer to timer, and fires the timers outside of the lock of the time. */
final class TimerJumps {
  private final VirtualClock clock;
  private final boolean isManual;

  TimerJumps(VirtualClock clock, VirtualTimeBuilder.Mode mode) {
    this.clock = clock;
    this.isManual = mode == VirtualTimeBuilder.Mode.MANUAL;
  }

  /** A due timer, as work on the thread that fires it: the time does not move until it is done. */
  record Due(Runnable action, Participant work) {}

  /** Jumps while everything is parked, if this time advances by itself. One thread at a time does this. */
  void jumpWhileAllAreParked() {
    if (isManual) {
      return;
    }
    for (Due next = nextJump(); next != null; next = nextJump()) {
      fire(next);
    }
  }

  private @Nullable Due nextJump() {
    return clock.getLocked(() -> {
      long next = clock.nextTimer();
      return next != VirtualClock.NEVER && clock.participants.areAllParked() && isFreeToJump()
          ? jumpTo(next)
          : null;
    });
  }

  boolean isFreeToJump() {
    return clock.isRunning() && !clock.participants.isAnyInterrupted();
  }

  /** Moves to an instant; returns a timer that is due by then, or null if there is none. Called under the lock. */
  @Nullable
  Due jumpTo(long at) {
    TimerQueue.Timer timer = clock.moveTo(at);
    if (timer == null) {
      return null;
    }
    Participant work = clock.enrolment().begin("a timer", Participant.Kind.WORK);
    clock.enrolment().carryOnThisThread(work);
    return new Due(timer.action(), work);
  }

  @SuppressWarnings("CatchingUnchecked") // an error must not affect the thread that fires the timer
  void fire(Due due) {
    try {
      due.action().run();
    } catch (Throwable failed) {
      clock.fail(new AssertionError("A timer of this virtual time failed: " + failed, failed));
    } finally {
      clock.runLocked(() -> {
        clock.participants.remove(due.work());
        clock.noteMove();
      });
    }
  }
}
