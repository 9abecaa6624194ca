package io.happyhorse.core.error;

/** Thrown if the wait was stopped by its handle. */
public final class WaitStoppedException extends WaitException {
  /** Creates the error. */
  public WaitStoppedException(WaitDetails details) {
    super(
        "The wait was stopped",
        details,
        "The task is not affected: to resume, wait for the same id.");
  }
}
