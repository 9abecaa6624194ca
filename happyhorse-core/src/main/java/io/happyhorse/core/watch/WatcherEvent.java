package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.List;

/** Something about a watcher that its operator may want to know. */
public sealed interface WatcherEvent {
  /**
   * A poll brought no answer. The waits for its task go on and ask again as planned, unless this error ends them.
   *
   * @param error why; it names the task, and tells whether asking again can help
   */
  record PollFailed(QueryException error) implements WatcherEvent {}

  /**
   * The schedule threw an error or gave no usable interval. The {@link io.happyhorse.core.schedule.PollSchedule#defaults()
   * standard} one decided instead.
   *
   * @param taskId the task whose next poll was to be planned
   * @param error what it threw
   */
  record ScheduleFailed(TaskId taskId, Throwable error) implements WatcherEvent {}

  /**
   * A poll was interrupted and did not return within 5 s: its thread is written off, and another takes its place unless that has
   * happened too often.
   *
   * @param taskId the task that was asked for
   * @param replaced whether another thread takes its place
   */
  record WorkerReplaced(TaskId taskId, boolean replaced) implements WatcherEvent {}

  /**
   * The gateway asked to be left alone for longer than is obeyed, 10 min.
   *
   * @param asked how long it asked for
   * @param obeyed how long it is left alone
   */
  record RetryAfterCapped(Duration asked, Duration obeyed) implements WatcherEvent {}

  /**
   * All tasks pause, because the gateway says or shows that it is too much.
   *
   * @param pause how long at least; while the gateway is down, until its first good response
   */
  record Paused(Duration pause) implements WatcherEvent {}

  /**
   * The watcher was closed while it waited. The tasks are still running at the gateway; to resume, wait for the same ids.
   *
   * @param taskIds the tasks whose waits it ended, one or more
   */
  record WaitsCut(List<TaskId> taskIds) implements WatcherEvent {}

  /**
   * There are so many tasks that asking each once takes longer than a wait that was just begun may last.
   *
   * @param tasks how many there are
   * @param round how long asking each once takes, as fast as the watcher may and the gateway answers
   * @param timeout how long the wait may last
   */
  record RoundExceedsTimeout(int tasks, Duration round, Duration timeout) implements WatcherEvent {}
}
