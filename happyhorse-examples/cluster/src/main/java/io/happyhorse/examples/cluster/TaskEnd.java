package io.happyhorse.examples.cluster;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code video_end}: the end of a wait.
 *
 * @param id the task
 * @param gateway the origin of the gateway
 * @param outcome how the wait ended
 * @param report the last known state of the task, as a JSON object without links
 * @param endedAt when the end was recorded, on the clock of the database
 * @param node the node that recorded it
 * @param linkExpiresAt when the link to the video expires; null if there is no link. The link itself is not recorded: query the task for it
 * @param videoFile the name of the downloaded file; null if there is none
 * @param downloadedAt when the video was downloaded; null if it was not
 * @param deliveredAt when the end was delivered to the sink; null if it was not
 */
public record TaskEnd(
    TaskId id,
    String gateway,
    Outcome outcome,
    String report,
    Instant endedAt,
    String node,
    @Nullable Instant linkExpiresAt,
    @Nullable String videoFile,
    @Nullable Instant downloadedAt,
    @Nullable Instant deliveredAt) {
  /** How a wait can end. */
  public enum Outcome {
    /** The task succeeded, and there is a link. */
    SUCCESS,
    /** The task failed. */
    FAILURE,
    /** The wait ended before the task finished. Adding the task again starts a new wait. */
    GAVE_UP
  }
}
