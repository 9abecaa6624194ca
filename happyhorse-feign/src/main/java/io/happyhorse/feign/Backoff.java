package io.happyhorse.feign;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How often and after what pause one question is asked again.
 *
 * @param tries the most tries, the first included
 * @param first the longest pause after the first try; it doubles with each
 * @param longest the longest pause of all
 */
record Backoff(int tries, Duration first, Duration longest) {
  private static final int MOST_TRIES = 10;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(2);

  static final Backoff DEFAULT = new Backoff(3, Duration.ofMillis(500), Duration.ofSeconds(4));

  Backoff {
    if (tries < 1 || tries > MOST_TRIES) {
      throw new IllegalArgumentException("A query can have 1 to 10 tries, not " + tries + ".");
    }
    if (first.isNegative() || longest.compareTo(first) < 0 || longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("Pauses cannot begin with " + first + " and grow to "
          + longest + ": use zero or more, no less at last than at first, at most 1 hour.");
    }
  }

  Backoff withTries(int value) {
    return new Backoff(value, first, longest);
  }

  Backoff withPauses(Duration newFirst, Duration newLongest) {
    return new Backoff(tries, newFirst, newLongest);
  }

  /**
   * Returns the pause after a failed try: anything up to a limit that doubles each time, but no less than the gateway asked for.
   *
   * @return the pause, or null if the gateway asked for one too long to sit out here
   */
  @Nullable
  Duration pauseAfter(int attempt, @Nullable Duration retryAfter, RandomGenerator random) {
    if (retryAfter != null && retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0) {
      return null;
    }
    Duration doubled = first.multipliedBy(1L << (attempt - 1));
    Duration limit = doubled.compareTo(longest) < 0 ? doubled : longest;
    Duration drawn = Duration.ofNanos(random.nextLong(limit.toNanos() + 1));
    return retryAfter == null || retryAfter.compareTo(drawn) < 0 ? drawn : retryAfter;
  }
}
