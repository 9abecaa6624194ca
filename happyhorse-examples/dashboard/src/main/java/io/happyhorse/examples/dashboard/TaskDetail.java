package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about a task.
 *
 * @param row the row of the task
 * @param history what the polls saw; null if the source has no history
 * @param startedAt when the task started to run; null if not known
 * @param failure why the task failed; null if it has not failed
 * @param lastError the last failed poll; null if none has failed
 * @param gaveUp why the wait ended before the task finished; null if it did not
 * @param videoError why the last download failed; null if none has failed
 * @param requestId the id of the request that created the task; null if not known
 * @param rawJson the body of the last response; null if the source has none
 */
record TaskDetail(
    TaskRow row,
    @Nullable History history,
    @Nullable Instant startedAt,
    @Nullable TaskFailure failure,
    @Nullable PollError lastError,
    @Nullable String gaveUp,
    @Nullable String videoError,
    @Nullable String requestId,
    @Nullable String rawJson) {

  /**
   * Consecutive polls that saw the same status. The status changed at an unknown time between two segments.
   *
   * @param state the status
   * @param rawStatus the status as the gateway wrote it
   * @param regressed whether the previous status belongs to a later stage of a task
   * @param from the time of the first poll
   * @param to the time of the last poll
   * @param polls the number of polls
   */
  record Segment(
      RowState state, String rawStatus, boolean regressed, Instant from, Instant to, int polls) {}

  /**
   * The history of a task.
   *
   * @param watchedSince when the wait began
   * @param segments what the polls saw, in order
   * @param failedPolls the times of failed polls
   */
  record History(Instant watchedSince, List<Segment> segments, List<Instant> failedPolls) {}

  /**
   * A failed poll.
   *
   * @param at when it failed; null if that is not stored
   * @param problem what happened
   * @param advice what to do about it; empty if that is not stored
   * @param httpStatus the HTTP status; null if there was no response
   * @param requestId the gateway's id of that request; null if it gave none
   */
  record PollError(
      @Nullable Instant at,
      String problem,
      String advice,
      @Nullable Integer httpStatus,
      @Nullable String requestId) {}
}
