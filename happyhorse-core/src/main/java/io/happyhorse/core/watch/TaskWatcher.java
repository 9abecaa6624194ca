package io.happyhorse.core.watch;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.Time;
import java.time.Duration;
import java.util.Objects;

/**
 * Waits for tasks to end.
 *
 * <p>It asks at once and then every 15 s, rides out trouble that passes, and returns the gateway's own last word. Whatever else
 * happens comes as a {@link io.happyhorse.core.error.WaitException} that names the task: waiting again by its id is the resume.
 *
 * <pre>{@code
 * VideoTask done = TaskWatcher.of(tasks).await(id, Duration.ofMinutes(15));
 * }</pre>
 *
 * <p>A watcher holds no state: it is safe for use by many threads at once.
 */
public final class TaskWatcher {
  private final TaskQueryPort tasks;
  private final Time time;

  private TaskWatcher(TaskQueryPort tasks, Time time) {
    this.tasks = Objects.requireNonNull(tasks, "tasks");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Returns a watcher on the system's time.
   *
   * @param tasks whom to ask
   * @return the watcher
   */
  public static TaskWatcher of(TaskQueryPort tasks) {
    return new TaskWatcher(tasks, Time.system());
  }

  /**
   * Returns a watcher on another time.
   *
   * @param tasks whom to ask
   * @param time what to wait in
   * @return the watcher
   */
  public static TaskWatcher of(TaskQueryPort tasks, Time time) {
    return new TaskWatcher(tasks, time);
  }

  /**
   * Waits until the gateway has ended the task.
   *
   * @param id the task
   * @param timeout how long to wait at most; more than zero
   * @return the task on SUCCESS, with its link, or on FAILURE
   * @throws io.happyhorse.core.error.WaitException if the wait ends without that; the task goes on at the gateway
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public VideoTask await(TaskId id, Duration timeout) {
    return await(id, timeout, observation -> {});
  }

  /**
   * Waits until the gateway has ended the task, and tells every observation.
   *
   * @param id the task
   * @param timeout how long to wait at most; more than zero
   * @param listener hears of every answered poll, on the calling thread
   * @return the task on SUCCESS, with its link, or on FAILURE
   * @throws io.happyhorse.core.error.WaitException if the wait ends without that; the task goes on at the gateway
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public VideoTask await(TaskId id, Duration timeout, TaskListener listener) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "The timeout of a wait must be more than zero, not " + timeout + ".");
    }
    return new Wait(tasks, time, id, timeout, listener).untilEnd();
  }
}
