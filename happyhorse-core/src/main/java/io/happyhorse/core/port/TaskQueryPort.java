package io.happyhorse.core.port;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * Asks the gateway what has become of a task: {@code GET /v1/video/generations/{task_id}}.
 *
 * <p>Implementations are safe for use by many threads at once, block the calling thread, end at once when it is interrupted,
 * and throw nothing but the {@link io.happyhorse.core.error.QueryException} family.
 */
@FunctionalInterface
public interface TaskQueryPort extends GatewayOrigin {
  /** How long {@link #query(TaskId)} may take: 30 s. */
  Duration DEFAULT_WITHIN = Duration.ofSeconds(30);

  /**
   * Asks once; a few quick tries may hide behind it.
   *
   * @param id the task
   * @param within how long the whole call may take, tries and pauses included; more than zero
   * @return what the gateway answered
   * @throws io.happyhorse.core.error.QueryException if it gave no usable answer; the task itself is not affected
   */
  VideoTask query(TaskId id, Duration within);

  /**
   * Asks once, within 30 s.
   *
   * @param id the task
   * @return what the gateway answered
   * @throws io.happyhorse.core.error.QueryException if it gave no usable answer; the task itself is not affected
   */
  default VideoTask query(TaskId id) {
    return query(id, DEFAULT_WITHIN);
  }
}
