package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one task.
 *
 * @param row its row
 * @param history its time line; null if the source has none
 * @param startedAt when the gateway first saw it running; null if not known
 * @param failure why it failed; null if it has not
 * @param lastError the last poll that failed; null if none has
 * @param gaveUp why the wait ended without the task's end; null if it did not
 * @param videoError why the last download failed; null if none has
 * @param requestId the id of the request that created it; null if not known
 * @param rawJson the last response; null if the source has none
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
   * Polls that saw the same status, one after the other. Between two runs lies the gap in which the task moved.
   *
   * @param state the status
   * @param word the gateway's word
   * @param regressed whether it was a step back
   * @param from the first of these polls
   * @param to the last of them
   * @param polls how many there were
   */
  record Run(RowState state, String word, boolean regressed, Instant from, Instant to, int polls) {}

  /**
   * The time line of a task.
   *
   * @param watchedSince when the wait began
   * @param runs what the polls saw, in order
   * @param failedPolls when polls failed, the latest 100
   */
  record History(Instant watchedSince, List<Run> runs, List<Instant> failedPolls) {}

  /**
   * A poll that failed.
   *
   * @param at when; null if that is not stored
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
