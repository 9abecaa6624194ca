package io.happyhorse.core.download;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** How long to pause before a failed request is repeated: 1 s, 2 s, 4 s and so on to 30 s, each up to half shorter by chance. */
final class RetryPause {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** The longest {@code Retry-After} that is obeyed. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

  private static final int MOST_DOUBLINGS = 10;

  private RetryPause() {}

  /**
   * Returns the pause.
   *
   * @param failures how many requests failed in a row, 1 or more
   * @param retryAfter what the host asks for, than which the pause is never shorter, up to 10 min; null if nothing
   */
  static Duration after(int failures, @Nullable Duration retryAfter) {
    Duration longest =
        shorter(FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS)), LONGEST);
    Duration pause = Duration.ofNanos(
        ThreadLocalRandom.current().nextLong(longest.toNanos() / 2, longest.toNanos() + 1));
    Duration asked = retryAfter == null ? Duration.ZERO : shorter(retryAfter, LONGEST_ASKED);
    return pause.compareTo(asked) < 0 ? asked : pause;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
