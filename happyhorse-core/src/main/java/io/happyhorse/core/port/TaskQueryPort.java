package io.happyhorse.core.port;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * Queries the status of a task: {@code GET /v1/video/generations/{task_id}}.
 *
 * <p>Implementations are thread-safe, block the calling thread, return promptly if it is interrupted, and throw only
 * {@link io.happyhorse.core.error.QueryException}s.
 */
@FunctionalInterface
public interface TaskQueryPort extends GatewayOrigin {
  /** The time limit of {@link #query(TaskId)}: 30 s. */
  Duration DEFAULT_WITHIN = Duration.ofSeconds(30);

  /**
   * Queries a task once. An implementation may send a few requests within the time limit.
   *
   * @param within the time limit of the whole call, retries and pauses included; more than zero
   * @throws io.happyhorse.core.error.QueryException if there is no usable response; the task is not affected
   */
  VideoTask query(TaskId id, Duration within);

  /**
   * Queries a task once, within 30 s.
   *
   * @throws io.happyhorse.core.error.QueryException if there is no usable response; the task is not affected
   */
  default VideoTask query(TaskId id) {
    return query(id, DEFAULT_WITHIN);
  }
}
