package io.happyhorse.feign;

import io.happyhorse.core.task.TaskId;

/**
 * Observes the queries of a {@link FeignTaskQuery}, for metrics and tracing. Must be thread-safe and quick: it is called on the
 * thread of the query. What it throws is logged and has no other effect.
 */
@FunctionalInterface
public interface QueryObserver {
  /**
   * Called when a query starts.
   *
   * @param id the task that is queried
   * @return the object that receives the further events of this query, and may keep state for it, such as a span; an object without
   *     state may be returned for all queries
   */
  QueryObservation started(TaskId id);
}
