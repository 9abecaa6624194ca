package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * The consecutive server errors (5xx) of the gateway, over the polls of all waits of a process. Five of at least two tasks mean that
 * the gateway is down. Immutable.
 *
 * @param errors the number of consecutive server errors; 0 or more
 * @param lastTask the task of the last one; null if there is none
 * @param isOfSeveralTasks whether they are errors of at least two tasks
 */
public record ServerErrorStreak(int errors, @Nullable TaskId lastTask, boolean isOfSeveralTasks) {
  /** No server error. */
  public static final ServerErrorStreak NONE = new ServerErrorStreak(0, null, false);

  private static final int OUTAGE = 5;

  /** Validates the count. */
  public ServerErrorStreak {
    if (errors < 0) {
      throw new IllegalArgumentException(
          "The number of server errors must be 0 or more, not " + errors + ".");
    }
  }

  /** {@return the streak after an observation of any task, which has no errors} */
  public ServerErrorStreak afterObservation() {
    return NONE;
  }

  /**
   * Returns the streak after a failed poll of any task. A failure without a response does not change it. It starts again after an
   * outage, and after a server error with Retry-After.
   */
  public ServerErrorStreak after(QueryException error) {
    if (error.httpStatus() == null) {
      return this;
    }
    if (!isServerError(error) || RequestLimit.requestedPause(error) != null) {
      return NONE;
    }
    return (isOutage() ? NONE : this).plus(error.taskId());
  }

  private ServerErrorStreak plus(TaskId task) {
    boolean isOther = lastTask != null && !lastTask.equals(task);
    return new ServerErrorStreak(errors + 1, task, isOfSeveralTasks || isOther);
  }

  /** {@return whether the gateway is down; true after at least 5 consecutive server errors of at least 2 tasks} */
  public boolean isOutage() {
    return errors >= OUTAGE && isOfSeveralTasks;
  }

  static boolean isServerError(QueryException error) {
    return error instanceof GatewayUnavailableException unavailable && unavailable.isServerError();
  }
}
