package io.happyhorse.core.time;

import java.time.Duration;

/**
 * Judges from regular looks at a virtual time whether its threads are idle and whether it stands still. A look that comes late counts
 * nothing, since then the whole machine may have been busy, or collecting garbage. Not thread-safe.
 */
final class Stillness {
  private static final Duration IDLE_AFTER = Duration.ofMillis(30);

  /** Waiting for the network is slow, not stuck, but does not take for ever either. */
  private static final int IN_SYSTEM_FACTOR = 4;

  private final boolean lenient;
  private final Duration standstillAfter;
  private final Duration betweenLooks;
  private long seen = -1;
  private Duration idle = Duration.ZERO;
  private Duration still = Duration.ZERO;
  private Duration inSystem = Duration.ZERO;

  /** What follows from a look. */
  enum Verdict {
    /** Nothing: the time moves, or not enough is known. */
    GO_ON,
    /** All threads that keep the time from moving are idle, so it may pass them. */
    PASS_IDLE,
    /** It should move and has not for so long that it never will. */
    STANDS_STILL
  }

  Stillness(boolean lenient, Duration standstillAfter, Duration betweenLooks) {
    this.lenient = lenient;
    this.standstillAfter = standstillAfter;
    this.betweenLooks = betweenLooks;
  }

  /** Returns the number of moves at the last look, or -1 before the first. */
  long seen() {
    return seen;
  }

  Verdict judge(Look look, boolean onTime) {
    boolean moved = look.moves() != seen;
    seen = look.moves();
    Duration counted = onTime ? betweenLooks : Duration.ZERO;
    boolean waits = !moved && look.awaited();
    boolean isInSystem = waits && look.isInSystem();
    idle = waits && canPass(look) ? idle.plus(counted) : Duration.ZERO;
    still = waits && !isInSystem ? still.plus(counted) : Duration.ZERO;
    inSystem = isInSystem ? inSystem.plus(counted) : Duration.ZERO;
    if (idle.compareTo(IDLE_AFTER) >= 0) {
      idle = Duration.ZERO;
      return Verdict.PASS_IDLE;
    }
    boolean stands = still.compareTo(standstillAfter) >= 0
        || inSystem.compareTo(standstillAfter.multipliedBy(IN_SYSTEM_FACTOR)) >= 0;
    return stands ? Verdict.STANDS_STILL : Verdict.GO_ON;
  }

  private boolean canPass(Look look) {
    return lenient && look.canPass() && look.isIdle();
  }
}
