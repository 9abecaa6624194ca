package io.happyhorse.feign;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How often and after what pause one question is asked again. */
final class Backoff {
  /** The most tries of one question. */
  static final int TRIES = 3;

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(4);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(2);

  private Backoff() {}

  /**
   * Returns the pause after a failed try: what the gateway asked for, else anything up to a limit that doubles each time.
   *
   * @return the pause, or null if the gateway asked for one too long to sit out here
   */
  static @Nullable Duration pauseAfter(
      int attempt, @Nullable Duration retryAfter, RandomGenerator random) {
    if (retryAfter != null) {
      return retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0 ? null : retryAfter;
    }
    Duration doubled = FIRST.multipliedBy(1L << (attempt - 1));
    Duration limit = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return Duration.ofNanos(random.nextLong(limit.toNanos() + 1));
  }
}
