package io.happyhorse.core.internal;

import java.time.Duration;
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
    double grown = first.toNanos() * Math.pow(factor, failures - 1.0);
    return grown >= longest.toNanos() ? longest : Duration.ofNanos((long) grown);
  }

  /**
   * Returns the pause after a failure with full jitter: between zero and {@link #pause}.
   *
   * @param failures the number of consecutive failures, 1 or more
   * @param random draws the pause
   */
  public Duration withFullJitter(int failures, RandomGenerator random) {
    return Duration.ofNanos(random.nextLong(pause(failures).toNanos() + 1));
  }

  /**
   * Returns the pause after a failure with half jitter: between half of {@link #pause} and all of it.
   *
   * @param failures the number of consecutive failures, 1 or more
   * @param random draws the pause
   */
  public Duration withHalfJitter(int failures, RandomGenerator random) {
    long pause = pause(failures).toNanos();
    return Duration.ofNanos(random.nextLong(pause / 2, pause + 1));
  }
}
