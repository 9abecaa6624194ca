package io.happyhorse.feign;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * Hears of every question of a {@link FeignTaskQuery}, for metrics and traces. All methods do nothing unless overridden.
 *
 * <p>They are called on the thread that asks: be quick, and thread-safe. What they throw is logged and harms nobody.
 */
public interface QueryObserver {
  /**
   * Hears that a question begins.
   *
   * @param id the task that is asked for
   */
  default void started(TaskId id) {}

  /**
   * Hears that a try has failed and that there will be another.
   *
   * @param error what went wrong; its details counts the tries so far
   * @param pause how long the pause before the next try is
   */
  default void retried(QueryException error, Duration pause) {}

  /**
   * Hears that a question was answered.
   *
   * @param task the observation, which counts its tries
   * @param took how long it took, tries and pauses included
   */
  default void answered(VideoTask task, Duration took) {}

  /**
   * Hears that a question was not answered.
   *
   * @param error what went wrong in the last try
   * @param took how long it took, tries and pauses included
   */
  default void failed(QueryException error, Duration took) {}
}
