package io.happyhorse.feign;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * Receives the events of one query; returned by a {@link QueryObserver}. The methods are called on the querying thread. The default
 * implementations do nothing. Exceptions thrown by the methods are logged and ignored.
 */
public interface QueryObservation extends AutoCloseable {
  /**
   * Called when a try has failed and another one follows.
   *
   * @param error the error of the try; its details contain the number of tries so far
   * @param pause the pause before the next try
   */
  default void retried(QueryException error, Duration pause) {}

  /**
   * Called when the query has returned an observation.
   *
   * @param task the observation, which contains the number of tries
   * @param took the duration of the query, tries and pauses included
   */
  default void received(VideoTask task, Duration took) {}

  /**
   * Called when the query has failed.
   *
   * @param error the error of the last try
   * @param took the duration of the query, tries and pauses included
   */
  default void failed(QueryException error, Duration took) {}

  /** Called after the query has ended, in any way. */
  @Override
  default void close() {}
}
