package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A wait ended although the gateway has not ended the task (or gave no link to its video). The task goes on at the gateway, and
 * waiting again by its id is the resume.
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

  /**
   * Returns everything known about the wait.
   *
   * @return the details
   */
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

  /**
   * Returns the last good answer.
   *
   * @return the observation, or null if there was none; of a task that goes on, without what the upstream said
   */
  public @Nullable VideoTask lastObservation() {
    return details.lastObservation();
  }

  /**
   * Returns why the last question was not answered; it is also the cause.
   *
   * @return the error, or null if the last question was answered or none was asked
   */
  public @Nullable QueryException lastError() {
    return details.lastError();
  }

  /**
   * Returns how long the wait took.
   *
   * @return the time
   */
  public Duration elapsed() {
    return details.elapsed();
  }

  /**
   * Returns how many questions were asked, answered or not.
   *
   * @return the number of polls
   */
  public int polls() {
    return details.polls();
  }
}
