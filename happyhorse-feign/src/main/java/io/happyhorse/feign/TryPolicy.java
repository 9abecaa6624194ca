package io.happyhorse.feign;

import io.happyhorse.core.internal.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The number of tries of a query and the pauses between them.
 *
 * @param tries the maximum number of tries
 * @param backoff the limits of the pauses
 */
record TryPolicy(int tries, Backoff backoff) {
  private static final int MOST_TRIES = 10;
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(2);

  static final TryPolicy DEFAULT =
      new TryPolicy(3, Backoff.doubling(Duration.ofMillis(500), Duration.ofSeconds(4)));

  TryPolicy {
    if (tries < 1 || tries > MOST_TRIES) {
      throw new IllegalArgumentException("A query can have 1 to 10 tries, not " + tries + ".");
    }
  }

  TryPolicy withTries(int value) {
    return new TryPolicy(value, backoff);
  }

  TryPolicy withPauses(Duration first, Duration longest) {
    if (first.isNegative() || longest.compareTo(first) < 0 || longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("Pauses cannot grow from " + first + " to "
          + longest
          + ": the first must be zero or more, the longest not less than the first and at most"
          + " 1 hour.");
    }
    return new TryPolicy(tries, Backoff.doubling(first, longest));
  }

  /**
   * {@return the pause after a failed try: a random length up to a limit that doubles each time, but at least the pause that the
   * gateway requested; null if the gateway requested a longer pause than a query waits for}
   */
  @Nullable
  Duration pauseAfter(int attempt, @Nullable Duration retryAfter, RandomGenerator random) {
    if (retryAfter != null && retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0) {
      return null;
    }
    Duration drawn = backoff.withFullJitter(attempt, random);
    return retryAfter == null || retryAfter.compareTo(drawn) < 0 ? drawn : retryAfter;
  }
}
