package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;

/** The outcome of one of many waits. */
public sealed interface TaskOutcome {
  /** {@return the task} */
  TaskId taskId();

  /**
   * The task ended.
   *
   * @param task the last observation, SUCCESS with a link or FAILURE
   */
  record Finished(VideoTask task) implements TaskOutcome {
    @Override
    public TaskId taskId() {
      return task.id();
    }
  }

  /**
   * The wait ended before the task finished.
   *
   * @param error the reason, with the details of the wait
   */
  record GaveUp(WaitException error) implements TaskOutcome {
    @Override
    public TaskId taskId() {
      return error.taskId();
    }
  }
}
