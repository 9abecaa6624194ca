package io.happyhorse.core.time;

import java.time.Duration;

/**
 * Decides from periodic checks of a virtual time whether its threads are idle and whether it stands still. A late check is
 * ignored, since the whole machine may have been busy or collecting garbage. Not thread-safe.
 */
final class StandstillDetector {
  private static final Duration IDLE_AFTER = Duration.ofMillis(30);

  /** A wait for the network may take longer, but is limited, too. */
  private static final int IN_SYSTEM_FACTOR = 4;

  private final boolean lenient;
  private final Duration standstillAfter;
  private final Duration interval;
  private long seen = -1;
  private Duration idle = Duration.ZERO;
  private Duration still = Duration.ZERO;
  private Duration inSystem = Duration.ZERO;

  /** The result of a check. */
  enum Verdict {
    /** No action: the time moves, or it is too early to decide. */
    CONTINUE,
    /** All threads that hold up the time are idle, so it may move past them. */
    PASS_IDLE,
    /** The time should have moved for so long that it counts as stuck. */
    STANDSTILL
  }

  StandstillDetector(boolean lenient, Duration standstillAfter, Duration interval) {
    this.lenient = lenient;
    this.standstillAfter = standstillAfter;
    this.interval = interval;
  }

  /** Returns the number of moves at the last check; -1 before the first. */
  long seen() {
    return seen;
  }

  Verdict judge(TimeCheck check, boolean onTime) {
    boolean moved = check.moves() != seen;
    seen = check.moves();
    Duration counted = onTime ? interval : Duration.ZERO;
    boolean waits = !moved && check.awaited();
    boolean isInSystem = waits && check.isInSystem();
    idle = waits && canPass(check) ? idle.plus(counted) : Duration.ZERO;
    still = waits && !isInSystem ? still.plus(counted) : Duration.ZERO;
    inSystem = isInSystem ? inSystem.plus(counted) : Duration.ZERO;
    if (idle.compareTo(IDLE_AFTER) >= 0) {
      idle = Duration.ZERO;
      return Verdict.PASS_IDLE;
    }
    boolean standsStill = still.compareTo(standstillAfter) >= 0
        || inSystem.compareTo(standstillAfter.multipliedBy(IN_SYSTEM_FACTOR)) >= 0;
    return standsStill ? Verdict.STANDSTILL : Verdict.CONTINUE;
  }

  private boolean canPass(TimeCheck check) {
    return lenient && check.canPass() && check.isIdle();
  }
}
