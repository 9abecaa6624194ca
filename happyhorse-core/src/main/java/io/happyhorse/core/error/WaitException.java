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
  private final WaitEvidence evidence;

  WaitException(String what, WaitEvidence evidence, String advice) {
    super(what + " (" + evidence + "). " + advice, evidence.lastError());
    this.evidence = evidence;
  }

  /**
   * Returns everything known about the wait.
   *
   * @return the evidence
   */
  public WaitEvidence evidence() {
    return evidence;
  }

  @Override
  public TaskId taskId() {
    return evidence.taskId();
  }

  @Override
  public @Nullable URI origin() {
    return evidence.origin();
  }

  /**
   * Returns the last good answer.
   *
   * @return the observation, or null if there was none; of a task that goes on, without what the upstream said
   */
  public @Nullable VideoTask lastObservation() {
    return evidence.lastObservation();
  }

  /**
   * Returns why the last question was not answered; it is also the cause.
   *
   * @return the error, or null if the last question was answered or none was asked
   */
  public @Nullable QueryException lastError() {
    return evidence.lastError();
  }

  /**
   * Returns how long the wait took.
   *
   * @return the time
   */
  public Duration elapsed() {
    return evidence.elapsed();
  }

  /**
   * Returns how many questions were asked, answered or not.
   *
   * @return the number of polls
   */
  public int polls() {
    return evidence.polls();
  }
}
