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
 * Waits for tasks to end, one or a hundred thousand.
 *
 * <pre>{@code
 * try (TaskWatcher watcher = TaskWatcher.of(tasks)) {
 *   VideoTask done = watcher.await(id, Duration.ofMinutes(30));
 * }
 * }</pre>
 *
 * <p>A task is asked for at once and then as the {@link io.happyhorse.core.schedule.PollSchedule schedule} says, every 15 s at
 * first. A wait ends
 *
 * <ul>
 *   <li>with the gateway's own word: SUCCESS, once there is a link (asked for 3 more times, then given up), or FAILURE;
 *   <li>at its deadline; shortly before, the task is asked for a last time;
 *   <li>when asking makes no more sense: at once if the key is refused, the address is wrong or the question rejected; after 3
 *       answers over at least 30 s that there is no such task; after 10 bad polls in a row and 5 min without a good one;
 *   <li>by {@link TaskHandle#stop()}, an interrupt, or {@link #close()}.
 * </ul>
 *
 * <p>All but the first come as a {@link io.happyhorse.core.error.WaitException} that names the task and all that is known of it:
 * waiting again by its id is the resume. Nothing is lost by it, since the task goes on at the gateway.
 *
 * <p>No task has a thread of its own. A watcher has a timer thread, one for callbacks, and up to 8 for polls; it sends at most
 * 50 requests a second on average, and pauses all tasks when the gateway asks for it (429, {@code Retry-After}) or shows that it is in
 * trouble. {@link #builder} changes these. Tasks that were never asked for come first, then those that have waited longest.
 *
 * <p>Thread-safe. All threads are daemons.
 */
public final class TaskWatcher implements AutoCloseable {
  private final Engine engine;

  TaskWatcher(Engine engine) {
    this.engine = engine;
  }

  /**
   * Returns a watcher with the defaults.
   *
   * @param tasks whom to ask
   * @return the watcher
   */
  public static TaskWatcher of(TaskQueryPort tasks) {
    return builder(tasks).build();
  }

  /**
   * Returns a watcher with the defaults but for its time, for tests and demonstrations.
   *
   * @param tasks whom to ask
   * @param time what to wait in
   * @return the watcher
   */
  public static TaskWatcher of(TaskQueryPort tasks, TimeSource time) {
    return builder(tasks).time(time).build();
  }

  /**
   * Starts with the defaults.
   *
   * @param tasks whom to ask
   * @return a builder
   */
  public static TaskWatcherBuilder builder(TaskQueryPort tasks) {
    return new TaskWatcherBuilder(tasks);
  }

  /**
   * Waits on the calling thread until the gateway has ended the task.
   *
   * @param id the task
   * @param timeout how long to wait at most; more than zero
   * @return the task on SUCCESS, with its link, or on FAILURE
   * @throws io.happyhorse.core.error.WaitException if the wait ends without that
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public VideoTask await(TaskId id, Duration timeout) {
    return watch(id, WaitOptions.within(timeout)).join();
  }

  /**
   * Begins to wait, and returns at once.
   *
   * @param id the task
   * @param timeout how long to wait at most; more than zero
   * @return the handle of this wait
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public TaskHandle watch(TaskId id, Duration timeout) {
    return watch(id, WaitOptions.within(timeout));
  }

  /**
   * Begins to wait, and returns at once. Waits for the same task share its polls; one that joins hears the last observation at
   * once.
   *
   * @param id the task
   * @param wait for how long, and who listens
   * @return the handle of this wait
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   */
  public TaskHandle watch(TaskId id, WaitOptions wait) {
    return engine.watch(Objects.requireNonNull(id, "id"), Objects.requireNonNull(wait, "wait"));
  }

  /**
   * Waits on the calling thread until all waits have ended. An interrupt of the thread ends those that go on: each has given up
   * with a {@link io.happyhorse.core.error.WaitInterruptedException} of its own, what has come is kept, and the thread's
   * interrupt flag stays set.
   *
   * @param ids the tasks; one that is named twice is waited for once
   * @param timeout how long to wait for each at most; more than zero
   * @return how each wait ended, in the order of {@code ids}
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   * @throws IllegalArgumentException if the timeout is not more than zero
   * @throws IllegalStateException if a listener or a stage of a future calls it
   */
  public Map<TaskId, TaskOutcome> awaitAll(Collection<TaskId> ids, Duration timeout) {
    return awaitAll(ids, WaitOptions.within(timeout));
  }

  /**
   * Waits on the calling thread until all waits have ended, as {@link #awaitAll(Collection, Duration)} does.
   *
   * @param ids the tasks; one that is named twice is waited for once
   * @param wait how to wait for each: its timeout, kind and listener
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
   * Begins to wait for many tasks and gives their outcomes as they come, in order of completion. The stream ends with the last;
   * taking the next blocks. Closing it stops the waits that go on. An interrupt of the thread that takes them ends the waits that
   * go on, too: each gives up with a {@link io.happyhorse.core.error.WaitInterruptedException} of its own, and the thread's
   * interrupt flag stays set.
   *
   * @param ids the tasks; one that is named twice is waited for once
   * @param timeout how long to wait for each at most; more than zero
   * @return a sequential stream, to be closed
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public Stream<TaskOutcome> asCompleted(Collection<TaskId> ids, Duration timeout) {
    return asCompleted(ids, WaitOptions.within(timeout));
  }

  /**
   * Begins to wait for many tasks and returns their outcomes in order of completion, as {@link #asCompleted(Collection, Duration)}
   * does.
   *
   * @param ids the tasks; one that is named twice is waited for once
   * @param wait how to wait for each: its timeout, kind and listener
   * @return a sequential stream, to be closed
   * @throws io.happyhorse.core.error.WatcherClosedException if the watcher is closed
   */
  public Stream<TaskOutcome> asCompleted(Collection<TaskId> ids, WaitOptions wait) {
    return OutcomeStream.of(this, ids, wait, engine.time(), engine::refuseCallbacks);
  }

  /**
   * Polls a task at once, for callers that have heard from elsewhere that it may have ended. The poll keeps to the rate and to a pause;
   * a task that is being polled is polled once more.
   *
   * @param id the task
   * @return whether this watcher waits for the task
   */
  public boolean nudge(TaskId id) {
    return engine.nudge(Objects.requireNonNull(id, "id"));
  }

  /**
   * Returns what the watcher is doing, for metrics and for people. It takes time in proportion to the number of tasks.
   *
   * @return the state of this moment
   */
  public WatcherSnapshot snapshot() {
    return engine.snapshot();
  }

  /**
   * Ends every wait that goes on with a {@link io.happyhorse.core.error.WatcherClosedException}, tells the watcher's listener which
   * tasks that concerns, lets due callbacks run and ends
   * the watcher's threads. Takes at most 5 s, whatever a poll or a callback does. Executors that the caller supplied stay as
   * they are. Closing again does nothing.
   */
  @Override
  public void close() {
    engine.close();
  }
}
