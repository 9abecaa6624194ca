package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list. Instants are on the clock of the source.
 *
 * @param id the task
 * @param order its place in the order in which the tasks were given, from 1
 * @param state what it is counted as
 * @param oddWord the gateway's word if it is not the usual one for that state; null otherwise
 * @param percent the progress that the gateway reported; null if it cannot be read as a percentage
 * @param progress the progress as the gateway wrote it
 * @param submittedAt when the task was submitted; null if not known
 * @param finishedAt when the task finished; null if it has not, or that is not known
 * @param doneBy the age by which 80 % of the tasks like this one have finished; null if too little is known
 * @param nextPollAt when it is to be queried again; null if it is not, or not known
 * @param polls the number of polls, successful or not
 * @param error why the last poll failed or the wait was given up; null if neither
 * @param linkExpiresAt when the link to the video is expected to expire; null without one
 * @param video whether its video is downloaded or can be
 */
record TaskRow(
    TaskId id,
    int order,
    RowState state,
    @Nullable String oddWord,
    @Nullable Integer percent,
    String progress,
    @Nullable Instant submittedAt,
    @Nullable Instant finishedAt,
    @Nullable Duration doneBy,
    @Nullable Instant nextPollAt,
    int polls,
    @Nullable String error,
    @Nullable Instant linkExpiresAt,
    VideoState video) {
  /** Whether a video is downloaded or can be. */
  enum VideoState {
    NONE,
    KEEPABLE,
    KEEPING,
    KEPT,
    /** Downloaded to a folder that is not this program's. */
    ELSEWHERE
  }
}
