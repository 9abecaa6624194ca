package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.TaskNotFoundException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides after which failed polls a wait is abandoned. Immutable.
 *
 * <ul>
 *   <li>At once if a repeated query cannot succeed: {@link QueryException#isTransient()} is false. An interrupted poll, however, counts
 *       as a failed poll.
 *   <li>After 3 consecutive responses, over at least 30 s, which state that the task does not exist.
 *   <li>After 3 consecutive web pages, counted over all waits, if there has been no other response of the gateway.
 *   <li>After 10 consecutive failed polls and {@code withoutObservation} since the last observation, whichever is later.
 * </ul>
 *
 * @param withoutObservation the minimum time without an observation before a wait is abandoned for failed polls; more than zero.
 *     Default: 5 min
 */
public record GiveUpPolicy(Duration withoutObservation) {
  private static final Duration DEFAULT_WITHOUT_OBSERVATION = Duration.ofMinutes(5);
  private static final int FAILED_POLLS = 10;
  private static final int NOT_FOUND_POLLS = 3;
  private static final Duration NOT_FOUND_FOR = Duration.ofSeconds(30);
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(5);
  private static final int MARGIN_SHARE = 10;

  /**
   * Validates the duration.
   *
   * @throws IllegalArgumentException if {@code withoutObservation} is not more than zero
   */
  public GiveUpPolicy {
    if (withoutObservation.isZero() || withoutObservation.isNegative()) {
      throw new IllegalArgumentException(
          "A wait cannot be given up after " + withoutObservation + ": use more than zero.");
    }
  }

  /** {@return the default policy: 10 consecutive failed polls and 5 min without an observation} */
  public static GiveUpPolicy defaults() {
    return new GiveUpPolicy(DEFAULT_WITHOUT_OBSERVATION);
  }

  /**
   * Returns the time between the last poll and the deadline of a wait: 5 s, or a tenth of the timeout if that is shorter.
   *
   * @param timeout the timeout of the wait, more than zero
   */
  public static Duration lastPollMargin(Duration timeout) {
    Duration share = timeout.dividedBy(MARGIN_SHARE);
    return share.compareTo(LONGEST_MARGIN) < 0 ? share : LONGEST_MARGIN;
  }

  /**
   * Judges a failed poll.
   *
   * @param failures the failures since the last observation, including this error
   * @param now nanoseconds since the wait began
   * @param lastObserved when the last observation was made, in nanoseconds since the wait began; 0 if there was none
   * @return the reason to abandon the wait; null if it continues
   */
  @Nullable
  GiveUpReason judge(
      QueryException error,
      PollFailures failures,
      long now,
      long lastObserved,
      GatewayHistory history) {
    if (error instanceof TaskNotFoundException) {
      boolean confirmed = failures.notFound() >= NOT_FOUND_POLLS
          && hasPassed(NOT_FOUND_FOR, failures.firstNotFound(), now);
      return confirmed ? GiveUpReason.NOT_FOUND : null;
    }
    if (GatewayHistory.isWebPage(error) && history.hasOnlyWebPages()) {
      return GiveUpReason.WEB_PAGES_ONLY;
    }
    if (!error.isTransient() && !(error instanceof QueryInterruptedException)) {
      return GiveUpReason.PERMANENT_ERROR;
    }
    boolean exhausted =
        failures.failedPolls() >= FAILED_POLLS && hasPassed(withoutObservation, lastObserved, now);
    return exhausted ? GiveUpReason.ERROR_BUDGET : null;
  }

  private static boolean hasPassed(Duration duration, long from, long to) {
    return to - from
        >= TimeUnit.NANOSECONDS.convert(
            duration); // the conversion of very long durations saturates
  }
}
