package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.List;

/** An event of a watcher that may interest an operator. */
public sealed interface WatcherEvent {
  /**
   * A poll failed. The waits for its task poll again as scheduled, or at the end of an outage if that is earlier, unless the error
   * ends them.
   *
   * @param error the reason, with the task
   */
  record PollFailed(QueryException error) implements WatcherEvent {}

  /**
   * The schedule threw an exception or returned no usable interval. The {@link io.happyhorse.core.schedule.PollSchedule#defaults()
   * default} schedule was used instead.
   *
   * @param taskId the task whose next poll was scheduled
   */
  record ScheduleFailed(TaskId taskId, Throwable error) implements WatcherEvent {}

  /**
   * A poll was interrupted and did not return within 5 s. Its worker is replaced, unless that has happened too often.
   *
   * @param taskId the task that was polled
   * @param replaced whether another worker takes its place
   */
  record WorkerReplaced(TaskId taskId, boolean replaced) implements WatcherEvent {}

  /**
   * The gateway requested a pause of more than 10 min. The actual pause is limited to 10 min.
   *
   * @param requested the requested pause
   * @param actual the actual pause
   */
  record RetryAfterCapped(Duration requested, Duration actual) implements WatcherEvent {}

  /**
   * All tasks pause, because the gateway limits the request rate or is unavailable.
   *
   * @param pause the minimum length; while the gateway is unavailable, the pause lasts until its first successful response
   * @param error the error that caused the pause; a {@link io.happyhorse.core.error.RateLimitedException} if the rate is limited
   */
  record Paused(Duration pause, QueryException error) implements WatcherEvent {}

  /**
   * The watcher was closed while it waited for tasks. The tasks are not affected; to resume, wait for the same ids.
   *
   * @param taskIds the tasks whose waits it ended, one or more
   */
  record ClosedWhileWaiting(List<TaskId> taskIds) implements WatcherEvent {}

  /**
   * Polling every task once takes longer than the timeout of a wait that was just started.
   *
   * @param round the time to poll every task once, given the rate and the latency of the gateway
   */
  record RoundExceedsTimeout(int tasks, Duration round, Duration timeout) implements WatcherEvent {}
}
