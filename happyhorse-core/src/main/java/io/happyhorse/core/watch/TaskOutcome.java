package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;

/** How one of many waits ended. */
public sealed interface TaskOutcome {
  /**
   * Returns the task.
   *
   * @return its id
   */
  TaskId taskId();

  /**
   * The gateway ended the task.
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
   * The wait ended without that; the task goes on at the gateway.
   *
   * @param error why, with all that is known
   */
  record GaveUp(WaitException error) implements TaskOutcome {
    @Override
    public TaskId taskId() {
      return error.taskId();
    }
  }
}
