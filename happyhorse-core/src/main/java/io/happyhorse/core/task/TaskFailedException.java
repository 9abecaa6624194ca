package io.happyhorse.core.task;

/**
 * Thrown if the link of a task is required, but the task ended in FAILURE. The gateway refunds the task by itself.
 *
 * <p>A failed task is a result, not an error of querying or waiting. Therefore this exception is not part of {@code
 * io.happyhorse.core.error}, and only {@link VideoTask#requireLink()} throws it.
 */
public final class TaskFailedException extends RuntimeException {
  private final VideoTask task;

  TaskFailedException(VideoTask task, TaskFailure failure) {
    super("Task " + task.id() + " ended in FAILURE: " + failure
        + ". The gateway refunds it by itself.");
    this.task = task;
  }

  /** {@return the task that failed, with its {@link VideoTask#failure()}} */
  public VideoTask task() {
    return task;
  }
}
