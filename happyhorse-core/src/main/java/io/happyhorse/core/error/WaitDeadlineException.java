package io.happyhorse.core.error;

/** Thrown if a wait timed out before the task finished. */
public final class WaitDeadlineException extends WaitException {
  /** Creates the error. */
  public WaitDeadlineException(WaitDetails details) {
    super(
        "Timed out before the task finished",
        details,
        "The task is not affected: to resume, wait for the same id.");
  }
}
