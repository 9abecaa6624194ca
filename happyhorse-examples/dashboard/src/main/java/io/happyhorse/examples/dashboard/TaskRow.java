package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the list. Instants are on the clock of the source.
 *
 * @param id the task
 * @param order the position in the unsorted list, from 1
 * @param state the state, which decides with which filter the row is shown
 * @param unusualStatus the status as the gateway wrote it, if it is not the usual word for the state; otherwise null
 * @param percent the progress in percent; null if the gateway reported none, or other text
 * @param progress the progress as the gateway wrote it
 * @param submittedAt when the task was submitted; null if not known
 * @param finishedAt when the task finished; null if it has not finished, or the time is not known
 * @param expectedAge the age at which 80 % of similar tasks have finished; null if too little is known
 * @param nextPollAt when the next poll is due; null if there is none, or it is not known
 * @param polls the number of polls, successful or not
 * @param error why the last poll or download failed, or why the wait ended before the task finished; null if none did
 * @param linkExpiresAt when the link to the video is expected to expire; null if there is no link
 * @param video the state of the video
 */
record TaskRow(
    TaskId id,
    int order,
    RowState state,
    @Nullable String unusualStatus,
    @Nullable Integer percent,
    String progress,
    @Nullable Instant submittedAt,
    @Nullable Instant finishedAt,
    @Nullable Duration expectedAge,
    @Nullable Instant nextPollAt,
    int polls,
    @Nullable String error,
    @Nullable Instant linkExpiresAt,
    VideoState video) {
  /** Whether the video is downloaded or can be downloaded. */
  enum VideoState {
    NONE,
    DOWNLOADABLE,
    DOWNLOADING,
    DOWNLOADED,
    /** Downloaded to a folder that this program cannot read. */
    ELSEWHERE
  }
}
