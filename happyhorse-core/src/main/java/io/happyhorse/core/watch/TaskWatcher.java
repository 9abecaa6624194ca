package io.happyhorse.core.watch;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Waits until tasks have ended: a single task or a hundred thousand.
 *
 * <pre>{@code
 * try (TaskWatcher watcher = TaskWatcher.of(tasks)) {
 *   VideoTask done = watcher.await(id, Duration.ofMinutes(30));
 * }
 * }</pre>
 *
 * <p>A task is polled at once and then at the intervals of the {@link io.happyhorse.core.schedule.PollSchedule schedule}, initially every
 * 15 s. A wait ends
 *
 * <ul>
 *   <li>with the task: on SUCCESS with a link, or on FAILURE; if the link is absent, the task is polled up to 3 more times;
 *   <li>at its deadline, shortly after a last poll;
 *   <li>if further polls are futile: at once if the key is refused, the endpoint is wrong or the query is rejected; after 3
 *       responses over at least 30 s that the task does not exist; after 10 consecutive failed polls and 5 min without an
 *       observation;
 *   <li>by {@link TaskHandle#stop()}, an interrupt, or {@link #close()}.
 * </ul>
 *
 * <p>Every end but the first is reported as a {@link io.happyhorse.core.error.WaitException} with the task and the last observation.
 * The task is not affected; to resume, wait for the same id.
 *
 * <p>A watcher has one timer thread, one callback thread and up to 8 threads for polls, whatever the number of tasks. It sends at most 50
 * requests per second on average and pauses all tasks if the gateway requests it (429, {@code Retry-After}) or is unavailable.
 * {@link #builder} changes these settings. Tasks that were never polled come first, then those that have waited longest.
 *
 * <p>Thread-safe. All threads are daemons.
 */
public final class TaskWatcher implements AutoCloseable {
  private final Engine engine;

  TaskWatcher(Engine engine) {
    this.engine = engine;
  }

  /**
   * Returns a watcher with the default settings.
   *
   * @param tasks the port to query
   */
  public static TaskWatcher of(TaskQueryPort tasks) {
    return builder(tasks).build();
  }

  /**
   * Returns a watcher with the default settings and another time source, for tests.
   *
   * @param tasks the port to query
   * @param time the time source
   */
  public static TaskWatcher of(TaskQueryPort tasks, TimeSource time) {
    return builder(tasks).time(time).build();
  }

  /**
   * Returns a builder with the default settings.
   *
   * @param tasks the port to query
   */
  public static TaskWatcherBuilder builder(TaskQueryPort tasks) {
    return new TaskWatcherBuilder(tasks);
  }

  /**
   * Blocks until the task has ended.
   *
   * @param timeout the maximum time to wait; more than zero
   * @return the task on SUCCESS, with its link, or on FAILURE
   * @throws io.happyhorse.core.error.WaitException if the wait ends before the task
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public VideoTask await(TaskId id, Duration timeout) {
    return watch(id, WaitOptions.within(timeout)).join();
  }

  /**
   * Starts a wait and returns immediately.
   *
   * @param timeout the maximum time to wait; more than zero
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public TaskHandle watch(TaskId id, Duration timeout) {
    return watch(id, WaitOptions.within(timeout));
  }

  /**
   * Starts a wait and returns immediately. Waits for the same task share its polls. A wait for a task that is already watched receives
   * the last observation at once.
   *
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   */
  public TaskHandle watch(TaskId id, WaitOptions wait) {
    return engine.watch(Objects.requireNonNull(id, "id"), Objects.requireNonNull(wait, "wait"));
  }

  /**
   * Blocks until all waits have ended. If the calling thread is interrupted, each open wait ends with a {@link
   * io.happyhorse.core.error.WaitInterruptedException}, the method returns these outcomes together with the earlier ones, and the
   * interrupt flag is set.
   *
   * @param ids the tasks; duplicates are ignored
   * @param timeout the maximum time to wait for each task; more than zero
   * @return how each wait ended, in the order of {@code ids}
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   * @throws IllegalArgumentException if the timeout is not more than zero
   * @throws IllegalStateException if a listener or a stage of a future calls it
   */
  public Map<TaskId, TaskOutcome> awaitAll(Collection<TaskId> ids, Duration timeout) {
    return awaitAll(ids, WaitOptions.within(timeout));
  }

  /**
   * Blocks until all waits have ended, as {@link #awaitAll(Collection, Duration)} does.
   *
   * @param ids the tasks; duplicates are ignored
   * @param wait the options of each wait
   * @return how each wait ended, in the order of {@code ids}
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   * @throws IllegalStateException if a listener or a stage of a future calls it
   */
  public Map<TaskId, TaskOutcome> awaitAll(Collection<TaskId> ids, WaitOptions wait) {
    Map<TaskId, TaskOutcome> outcomes = new LinkedHashMap<>();
    try (Stream<TaskOutcome> completed = asCompleted(ids, wait)) {
      Map<TaskId, TaskOutcome> byId = new HashMap<>();
      completed.forEach(outcome -> byId.put(outcome.taskId(), outcome));
      ids.forEach(id -> outcomes.put(id, Objects.requireNonNull(byId.get(id))));
    }
    return outcomes;
  }

  /**
   * Starts waits for many tasks and returns their outcomes in order of completion. The stream blocks until the next outcome is
   * available and ends with the last one. Closing it stops the open waits. If the consuming thread is interrupted, each open wait
   * ends with a {@link io.happyhorse.core.error.WaitInterruptedException}, and the interrupt flag is set.
   *
   * @param ids the tasks; duplicates are ignored
   * @param timeout the maximum time to wait for each task; more than zero
   * @return a sequential stream, to be closed
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public Stream<TaskOutcome> asCompleted(Collection<TaskId> ids, Duration timeout) {
    return asCompleted(ids, WaitOptions.within(timeout));
  }

  /**
   * Starts waits for many tasks and returns their outcomes in order of completion, as {@link #asCompleted(Collection, Duration)}
   * does.
   *
   * @param ids the tasks; duplicates are ignored
   * @param wait the options of each wait
   * @return a sequential stream, to be closed
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   */
  public Stream<TaskOutcome> asCompleted(Collection<TaskId> ids, WaitOptions wait) {
    return OutcomeStream.of(this, ids, wait, engine.time(), engine::refuseCallbacks);
  }

  /**
   * Polls a task at once, for callers that receive events from another source. The poll respects the rate and a pause; a task that is
   * being polled is polled once more.
   *
   * @return true if this watcher waits for the task
   */
  public boolean nudge(TaskId id) {
    return engine.nudge(Objects.requireNonNull(id, "id"));
  }

  /** Returns the state of the watcher, for metrics and diagnosis. The cost is proportional to the number of tasks. */
  public WatcherSnapshot snapshot() {
    return engine.snapshot();
  }

  /**
   * Ends every open wait with a {@link io.happyhorse.core.error.WatcherClosedException}, reports the tasks to the listener ({@link
   * WatcherEvent.ClosedWhileWaiting}), runs pending callbacks and ends the watcher's threads. This takes at most 5 s, even if a poll or a
   * callback hangs. Executors of the caller are not closed. Closing again has no effect.
   */
  @Override
  public void close() {
    engine.close();
  }
}
