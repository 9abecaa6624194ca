package io.happyhorse.core.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Checks a virtual time every few milliseconds of real time while it is in use: moves a lenient time past idle threads, and fails a
 * time that stands still. Thread-safe.
 */
final class Watchdog implements Runnable {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
  private static final int LATE = 4;
  private static final Duration UNUSED = Duration.ofSeconds(1);
  private static final int UNUSED_CHECKS = 25;

  private final VirtualClock clock;
  private final boolean lenient;
  private final Duration standstillAfter;
  private final Duration pause;
  private final StandstillDetector detector;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean used;
  private int unusedChecks;
  private long unusedSince;

  Watchdog(VirtualClock clock, boolean lenient, Duration standstillAfter) {
    this.clock = clock;
    this.lenient = lenient;
    this.standstillAfter = standstillAfter;
    this.pause = lenient ? SHORTEST_PAUSE : within(standstillAfter.dividedBy(10));
    this.detector = new StandstillDetector(lenient, standstillAfter, pause);
  }

  private static Duration within(Duration pause) {
    Duration shorter = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    return shorter.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : shorter;
  }

  /** Records that the time is in use. The watchdog's thread ends after a second or more without use. */
  void wakeUp() {
    if (!used) {
      used = true;
    }
    if (!running.get() && clock.isRunning() && running.compareAndSet(false, true)) {
      Thread thread = new Thread(this, "virtual-time-watchdog");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // an error here fails this time and affects no other test
  public void run() {
    try {
      noteUse();
      while (clock.isRunning() && !isUnused()) {
        check(isOnTime());
      }
    } catch (InterruptedException notOurs) {
      clock.fail(new AssertionError("The watchdog of this virtual time was interrupted.", notOurs));
    } catch (Throwable failed) {
      clock.fail(new AssertionError("A source of this virtual time failed: " + failed, failed));
    } finally {
      running.set(false);
    }
    if (used) { // since the last check
      wakeUp();
    }
  }

  private void noteUse() {
    unusedChecks = 0;
    unusedSince = System.nanoTime();
  }

  /** Returns whether the time was not used for a second and 25 checks: on a busy machine, a second may pass with hardly any check. */
  private boolean isUnused() {
    return unusedChecks >= UNUSED_CHECKS && System.nanoTime() - unusedSince >= UNUSED.toNanos();
  }

  private boolean isOnTime() throws InterruptedException {
    long start = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    return System.nanoTime() - start < pause.toNanos() * LATE;
  }

  private void check(boolean onTime) {
    clock.enrolment().removeEnded();
    TimeCheck check = clock.idleJumps().check(detector.seen());
    if (used || check.inUse()) {
      noteUse();
    } else {
      unusedChecks++;
    }
    used = false;
    switch (detector.judge(check, onTime)) {
      case CONTINUE -> {}
      case PASS_IDLE -> clock.idleJumps().passIdle(check);
      case STANDSTILL ->
        clock.fail(new AssertionError(StandstillReport.of(check, lenient, standstillAfter)));
    }
  }
}
