package io.happyhorse.core.download;

import io.happyhorse.core.internal.Backoff;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failed request of a download is repeated, and after which pause. The pauses are 1 s, 2 s, 4 s and so on up to 30 s,
 * each randomly shortened by up to half. A request that transfers 1 MiB resets the count. Not thread-safe.
 */
final class RetryBudget {
  private static final Backoff BACKOFF =
      Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));

  /** The maximum {@code Retry-After} that is respected. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

  /** The number of bytes that a request must transfer to count as progress. */
  private static final long WORTH_A_REQUEST = 1 << 20;

  private final int tries;
  private final TimeSource time;
  private final TaskId task;

  /** The number of consecutive requests that failed without progress. */
  private int failuresInARow;

  /** The largest number of received bytes at the failure of a request. Bytes that are transferred again do not count as progress. */
  private long furthest;

  /** Creates the budget of a download that fails after {@code tries} consecutive failed requests, with jitter from the time source. */
  RetryBudget(int tries, TimeSource time, TaskId task) {
    this.tries = tries;
    this.time = time;
    this.task = task;
  }

  /**
   * Counts a failed request.
   *
   * @param size the number of bytes received so far
   * @param retryAfter the pause that the host requests; it is the minimum pause, limited to 10 min. Null if there is none
   * @return the pause before the next request; null if there must be no further request
   */
  @Nullable
  Duration pauseAfterFailure(long size, @Nullable Duration retryAfter) {
    failuresInARow = size - furthest >= WORTH_A_REQUEST ? 1 : failuresInARow + 1;
    furthest = Math.max(furthest, size);
    if (failuresInARow >= tries) {
      return null;
    }
    Duration pause =
        BACKOFF.withHalfJitter(failuresInARow, time.random("download", task, failuresInARow));
    Duration requested = retryAfter == null ? Duration.ZERO : limited(retryAfter);
    return pause.compareTo(requested) < 0 ? requested : pause;
  }

  /** Returns a requested pause, limited to 10 min. */
  static Duration limited(Duration retryAfter) {
    return retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
  }
}
