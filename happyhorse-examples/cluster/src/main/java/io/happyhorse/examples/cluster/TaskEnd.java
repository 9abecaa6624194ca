package io.happyhorse.examples.cluster;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code video_end}: how a wait has ended.
 *
 * @param id the task
 * @param gateway the origin of the gateway
 * @param outcome SUCCESS and FAILURE are the gateway's words; GAVE_UP means that the wait ended before the task
 * @param report what is known, as a JSON object without links
 * @param endedAt when the end was recorded, on the clock of the database
 * @param node the node that recorded it
 * @param linkExpiresAt when the link to the video expires; null without a link. The link itself is not recorded: query the task
 * @param keptAs the file of the video; null if it was not downloaded
 * @param keptAt when it was downloaded; null if it was not
 * @param toldAt when the sink had taken the end; null before
 */
public record TaskEnd(
    TaskId id,
    String gateway,
    Outcome outcome,
    String report,
    Instant endedAt,
    String node,
    @Nullable Instant linkExpiresAt,
    @Nullable String keptAs,
    @Nullable Instant keptAt,
    @Nullable Instant toldAt) {
  /** How a wait can end. */
  public enum Outcome {
    /** The task succeeded, and there is a link. */
    SUCCESS,
    /** The task failed. */
    FAILURE,
    /** The wait ended before the task. Adding the task again resumes it. */
    GAVE_UP
  }
}
