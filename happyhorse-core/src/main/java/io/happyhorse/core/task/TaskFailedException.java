package io.happyhorse.core.task;

/**
 * A link was asked of a task that ended in FAILURE. The gateway refunds the task by itself.
 *
 * <p>That a task fails is an answer, not an error of asking or waiting; hence this is not one of the exceptions of
 * {@code io.happyhorse.core.error}, and only {@link VideoTask#requireLink()} throws it.
 */
public final class TaskFailedException extends RuntimeException {
  private final VideoTask task;

  TaskFailedException(VideoTask task, TaskFailure failure) {
    super("Task " + task.id() + " ended in FAILURE: " + failure
        + ". The gateway refunds it by itself.");
    this.task = task;
  }

  /**
   * Returns the task that failed, with its {@link VideoTask#failure()}.
   *
   * @return the last observation
   */
  public VideoTask task() {
    return task;
  }
}
