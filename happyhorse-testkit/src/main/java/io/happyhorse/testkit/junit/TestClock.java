package io.happyhorse.testkit.junit;

import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.time.VirtualTimeBuilder;
import io.happyhorse.testkit.AcceleratedTime;
import java.time.Duration;
import java.time.Instant;

/** The clock of a test. A virtual time starts at 2026-04-28T02:37:42Z. */
public enum TestClock {
  /** {@link #LENIENT}; for the gateway of a Spring context, {@link #ACCELERATED}. */
  DEFAULT,
  /**
   * A {@linkplain VirtualTime#lenient lenient virtual time}: it jumps to the next timer when all threads wait in ways known to it. If a
   * thread waits in another way, the time jumps after about 30 ms of real time without progress. Suitable for any code.
   */
  LENIENT,
  /** A {@linkplain VirtualTime#strict strict virtual time}: it jumps to the next timer only when all threads wait in ways known to it. */
  STRICT,
  /** A {@linkplain VirtualTime#manual virtual time} that the test moves with {@link VirtualTime#advance}. */
  MANUAL,
  /** An {@link AcceleratedTime} that is 60 times as fast as the system's. */
  ACCELERATED,
  /** The system's time. */
  REAL;

  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  private static final int FACTOR = 60;

  /** Returns this clock, or the actual one if it is the default. */
  TestClock orIfDefault(TestClock other) {
    return this == DEFAULT ? other : this;
  }

  TimeSource start(long seed, Duration standstillAfter) {
    VirtualTimeBuilder virtual =
        VirtualTime.builder(START).seed(seed).standstillAfter(standstillAfter);
    return switch (this) {
      case DEFAULT, LENIENT -> virtual.build();
      case STRICT -> virtual.strict().build();
      case MANUAL -> virtual.manual().build();
      case ACCELERATED -> AcceleratedTime.times(FACTOR);
      case REAL -> TimeSource.system();
    };
  }
}
