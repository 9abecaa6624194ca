package io.happyhorse.core.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff: pauses that grow by a factor with each consecutive failure, up to a limit.
 *
 * @param first the pause after the first failure, zero or more
 * @param factor the factor by which each further failure multiplies the pause, 1 or more
 * @param longest the maximum pause, not less than the first
 */
public record Backoff(Duration first, double factor, Duration longest) {
  /**
   * Creates a backoff whose pauses double.
   *
   * @param first the pause after the first failure, zero or more
   * @param longest the maximum pause, not less than the first
   */
  public static Backoff doubling(Duration first, Duration longest) {
    return new Backoff(first, 2, longest);
  }

  /**
   * Returns the pause after a failure, without jitter.
   *
   * @param failures the number of consecutive failures, 1 or more
   */
  public Duration pause(int failures) {
    double grown = nanos(first) * Math.pow(factor, failures - 1.0);
    return grown >= nanos(longest) ? longest : Duration.ofNanos((long) grown);
  }

  /**
   * Returns the pause after a failure with full jitter: between zero and {@link #pause}.
   *
   * @param failures the number of consecutive failures, 1 or more
   * @param random draws the pause
   */
  public Duration withFullJitter(int failures, RandomGenerator random) {
    return Duration.ofNanos(random.nextLong(nanos(pause(failures)) + 1));
  }

  /**
   * Returns the pause after a failure with half jitter: between half of {@link #pause} and all of it.
   *
   * @param failures the number of consecutive failures, 1 or more
   * @param random draws the pause
   */
  public Duration withHalfJitter(int failures, RandomGenerator random) {
    long pause = nanos(pause(failures));
    return Duration.ofNanos(random.nextLong(pause / 2, pause + 1));
  }

  /** Returns a duration in nanoseconds; if it is longer than 292 years, the largest number that can still be increased by 1. */
  private static long nanos(Duration duration) {
    return Math.min(TimeUnit.NANOSECONDS.convert(duration), Long.MAX_VALUE - 1);
  }
}
