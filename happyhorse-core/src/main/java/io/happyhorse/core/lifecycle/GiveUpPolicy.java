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
 *   <li>At once if repeating the query cannot help: {@link QueryException#isTransient()} is false. An interrupt of the poll is an
 *       exception to that: it counts as a failed poll.
 *   <li>After 3 responses in a row over at least 30 s that there is no such task.
 *   <li>After 3 web pages in a row, of all waits together, if the gateway has never responded otherwise.
 *   <li>After 10 failed polls in a row and {@code withoutObservation} since the last observation, whichever is later.
 * </ul>
 *
 * @param withoutObservation how long there must have been no observation for the error budget to be used up; more than zero,
 *     5 min by default
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
   * @param withoutObservation more than zero
   * @throws IllegalArgumentException if {@code withoutObservation} is not more than zero
   */
  public GiveUpPolicy {
    if (withoutObservation.isZero() || withoutObservation.isNegative()) {
      throw new IllegalArgumentException(
          "A wait cannot be given up after " + withoutObservation + ": use more than zero.");
    }
  }

  /**
   * Returns the default policy: 10 failed polls in a row and 5 min without an observation.
   *
   * @return the policy
   */
  public static GiveUpPolicy defaults() {
    return new GiveUpPolicy(DEFAULT_WITHOUT_OBSERVATION);
  }

  /**
   * Returns how long before its deadline a wait polls for the last time: 5 s, or a tenth of a timeout shorter than 50 s.
   *
   * @param timeout the timeout of the wait, more than zero
   * @return the margin
   */
  public static Duration lastPollMargin(Duration timeout) {
    Duration share = timeout.dividedBy(MARGIN_SHARE);
    return share.compareTo(LONGEST_MARGIN) < 0 ? share : LONGEST_MARGIN;
  }

  /**
   * Judges a failed poll.
   *
   * @param trouble what the polls since the last observation have brought, this error included
   * @param now nanoseconds since the wait began
   * @param lastObserved when there was an observation last, or 0
   * @return why the wait is abandoned; null if it continues
   */
  @Nullable
  GiveUpReason judge(
      QueryException error, Trouble trouble, long now, long lastObserved, GatewayHistory history) {
    if (error instanceof TaskNotFoundException) {
      boolean believed = trouble.notFound() >= NOT_FOUND_POLLS
          && hasPassed(NOT_FOUND_FOR, trouble.firstNotFound(), now);
      return believed ? GiveUpReason.NOT_FOUND : null;
    }
    if (GatewayHistory.isWebPage(error) && history.hasOnlyWebPages()) {
      return GiveUpReason.WEB_PAGES_ONLY;
    }
    if (!error.isTransient() && !(error instanceof QueryInterruptedException)) {
      return GiveUpReason.PERMANENT_ERROR;
    }
    boolean exhausted =
        trouble.failedPolls() >= FAILED_POLLS && hasPassed(withoutObservation, lastObserved, now);
    return exhausted ? GiveUpReason.ERROR_BUDGET : null;
  }

  private static boolean hasPassed(Duration duration, long from, long to) {
    return to - from >= TimeUnit.NANOSECONDS.convert(duration); // the longest ones saturate
  }
}
