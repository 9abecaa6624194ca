package io.happyhorse.core.error;

/** Thrown if a wait is abandoned because queries failed permanently or for too long. */
public final class WaitAbandonedException extends WaitException {
  /**
   * Creates the error.
   *
   * @param details the details, with the last error, which is the reason
   */
  public WaitAbandonedException(WaitDetails details) {
    super(
        "Gave up querying",
        details,
        details.lastError() == null
            ? "The task is not affected: to resume, wait for the same id."
            : details.lastError().advice());
  }
}
