package io.happyhorse.testkit.junit;

import io.happyhorse.core.time.Time;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.AcceleratedTime;
import java.time.Instant;

/** How time passes in a test. A virtual one starts on 2026-04-28 at 02:37:42 UTC. */
public enum TestClock {
  /** A {@link VirtualTime} that jumps to the next timer whenever everybody waits. */
  AUTO_ADVANCING,
  /** A {@link VirtualTime} that the test moves with {@link VirtualTime#advance}. */
  BY_HAND,
  /** An {@link AcceleratedTime} that is 60 times as fast as the system's. */
  ACCELERATED,
  /** The system's time. */
  REAL;

  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  private static final int FACTOR = 60;

  Time start() {
    return switch (this) {
      case AUTO_ADVANCING -> VirtualTime.autoAdvancing(START);
      case BY_HAND -> VirtualTime.byHand(START);
      case ACCELERATED -> AcceleratedTime.times(FACTOR);
      case REAL -> Time.system();
    };
  }
}
