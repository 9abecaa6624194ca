package io.happyhorse.feign;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * Receives the events of one query, which a {@link QueryObserver} has returned for it. All methods are called on the thread of the
 * query and do nothing by default. What they throw is logged and has no other effect.
 */
public interface QueryObservation extends AutoCloseable {
  /**
   * Called when a try has failed and another one follows.
   *
   * @param error why it failed; its details counts the tries so far
   * @param pause the pause before the next try
   */
  default void retried(QueryException error, Duration pause) {}

  /**
   * Called when the query has returned an observation.
   *
   * @param task the observation, which counts the tries
   * @param took how long the query took, tries and pauses included
   */
  default void answered(VideoTask task, Duration took) {}

  /**
   * Called when the query has failed.
   *
   * @param error why the last try failed
   * @param took how long the query took, tries and pauses included
   */
  default void failed(QueryException error, Duration took) {}

  /** Called last, however the query ended. */
  @Override
  default void close() {}
}
