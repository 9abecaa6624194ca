package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a wait ended before the task finished, or without a link to its video. The task is not affected; to resume, wait for the
 * same id.
 */
public abstract sealed class WaitException extends HappyHorseException
    permits LinkMissingException,
        WaitAbandonedException,
        WaitDeadlineException,
        WaitInterruptedException,
        WaitStoppedException,
        WatcherClosedException {
  private final WaitDetails details;

  WaitException(String what, WaitDetails details, String advice) {
    super(what + " (" + details + "). " + advice, details.lastError());
    this.details = details;
  }

  /** {@return the details of the wait} */
  public WaitDetails details() {
    return details;
  }

  @Override
  public TaskId taskId() {
    return details.taskId();
  }

  @Override
  public @Nullable URI origin() {
    return details.origin();
  }

  /** {@return the last observation, without upstream report if the task is pending; null if there was none} */
  public @Nullable VideoTask lastObservation() {
    return details.lastObservation();
  }

  /** {@return the error of the last query, which is also the cause; null if the last query succeeded or no query was sent} */
  public @Nullable QueryException lastError() {
    return details.lastError();
  }

  /** {@return the duration of the wait} */
  public Duration elapsed() {
    return details.elapsed();
  }

  /** {@return the number of queries sent, including failed ones} */
  public int polls() {
    return details.polls();
  }
}
