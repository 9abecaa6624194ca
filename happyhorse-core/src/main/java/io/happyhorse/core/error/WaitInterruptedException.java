package io.happyhorse.core.error;

/** Thrown if the waiting thread was interrupted. Its interrupt flag is set. */
public final class WaitInterruptedException extends WaitException {
  /** Creates the error. */
  public WaitInterruptedException(WaitDetails details) {
    super(
        "Interrupted while waiting",
        details,
        "The task is not affected: to resume, wait for the same id.");
  }
}
