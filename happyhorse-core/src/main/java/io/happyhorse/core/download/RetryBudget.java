package io.happyhorse.core.download;

import io.happyhorse.core.internal.Backoff;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failed request of a download is repeated, and after which pause: up to 1 s, 2 s, 4 s and so on to 30 s, each up
 * to half shorter by chance. A request that brings 1 MiB starts the count again. Not thread-safe.
 */
final class RetryBudget {
  private static final Backoff BACKOFF =
      Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));

  /** The longest {@code Retry-After} that is obeyed. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

  /** How many bytes a request must bring to count as progress. */
  private static final long WORTH_A_REQUEST = 1 << 20;

  private final int tries;
  private final TimeSource time;
  private final TaskId task;

  /** How many requests in a row failed and brought next to nothing. */
  private int fruitless;

  /** How far the download had come at most when a request failed: what is fetched again does not count as progress. */
  private long furthest;

  /**
   * Creates a budget, whose jitter is drawn from the time, for the task.
   *
   * @param tries how many consecutive requests may fail before the download does, 1 or more
   */
  RetryBudget(int tries, TimeSource time, TaskId task) {
    this.tries = tries;
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
    if (fruitless >= tries) {
      return null;
    }
    Duration pause = BACKOFF.withHalfJitter(fruitless, time.random("download", task, fruitless));
    Duration asked = retryAfter == null ? Duration.ZERO : shorter(retryAfter, LONGEST_ASKED);
    return pause.compareTo(asked) < 0 ? asked : pause;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
