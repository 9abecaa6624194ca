package io.happyhorse.feign;

import io.happyhorse.core.task.TaskId;

/**
 * Observes the queries of a {@link FeignTaskQuery}, for metrics and tracing. Implementations are called on the querying thread, are
 * thread-safe and return quickly. Exceptions thrown by an observer are logged and ignored.
 */
@FunctionalInterface
public interface QueryObserver {
  /**
   * Called when a query starts.
   *
   * @param id the queried task
   * @return the object that receives the further events of this query, and may keep state for it, such as a span; an object without
   *     state may be returned for all queries
   */
  QueryObservation started(TaskId id);
}
