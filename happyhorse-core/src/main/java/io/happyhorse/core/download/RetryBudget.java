package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failed request of a download is repeated, and after which pause: up to 1 s, 2 s, 4 s and so on to 30 s, each up
 * to half shorter by chance. A request that brings 1 MiB starts the count again. Not thread-safe.
 */
final class RetryBudget {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** The longest {@code Retry-After} that is obeyed. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

  private static final int MOST_DOUBLINGS = 10;

  /** How many bytes a request must bring to count as progress. */
  private static final long WORTH_A_REQUEST = 1 << 20;

  private final int retries;
  private final TimeSource time;
  private final TaskId task;

  /** How many requests in a row failed and brought next to nothing. */
  private int fruitless;

  /** How far the download had come at most when a request failed: what is fetched again does not count as progress. */
  private long furthest;

  /** Its chance is drawn from the time, for the task. */
  RetryBudget(int retries, TimeSource time, TaskId task) {
    this.retries = retries;
    this.time = time;
    this.task = task;
  }

  /**
   * Counts a failed request.
   *
   * @param size how many bytes there are
   * @param retryAfter what the host asks for, than which the pause is never shorter, up to 10 min; null if nothing
   * @return the pause before the next request; null if there is to be none
   */
  @Nullable
  Duration pauseAfterFailure(long size, @Nullable Duration retryAfter) {
    fruitless = size - furthest >= WORTH_A_REQUEST ? 1 : fruitless + 1;
    furthest = Math.max(furthest, size);
    if (fruitless > retries) {
      return null;
    }
    Duration pause = backoff();
    Duration asked = retryAfter == null ? Duration.ZERO : shorter(retryAfter, LONGEST_ASKED);
    return pause.compareTo(asked) < 0 ? asked : pause;
  }

  private Duration backoff() {
    int doublings = Math.min(fruitless - 1, MOST_DOUBLINGS);
    long longest = shorter(FIRST.multipliedBy(1L << doublings), LONGEST).toNanos();
    RandomGenerator random = time.random("download", task, fruitless);
    return Duration.ofNanos(random.nextLong(longest / 2, longest + 1));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
