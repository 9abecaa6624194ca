package io.happyhorse.feign;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * Receives the events of every query of a {@link FeignTaskQuery}, for metrics and tracing. The default methods do nothing.
 *
 * <p>The methods are called on the querying thread. They must return quickly and be thread-safe. Exceptions that they throw are logged
 * and ignored.
 */
public interface QueryObserver {
  /**
   * Called when a query begins.
   *
   * @param id the queried task
   */
  default void started(TaskId id) {}

  /**
   * Called when a try failed and will be repeated.
   *
   * @param error the error of the try; its details contain the number of tries so far
   * @param pause the pause before the next try
   */
  default void retried(QueryException error, Duration pause) {}

  /**
   * Called when a query returned an observation.
   *
   * @param task the observation, which contains the number of tries
   * @param took the duration of the query, tries and pauses included
   */
  default void answered(VideoTask task, Duration took) {}

  /**
   * Called when a query failed.
   *
   * @param error the error of the last try
   * @param took the duration of the query, tries and pauses included
   */
  default void failed(QueryException error, Duration took) {}
}
