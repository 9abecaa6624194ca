package io.happyhorse.core.error;

/** Waiting made no more sense: the gateway could not be asked, for a reason that lasts or for too long. */
public final class WaitAbandonedException extends WaitException {
  /**
   * Reports it.
   *
   * @param details what is known, with the last error that says why
   */
  public WaitAbandonedException(WaitDetails details) {
    super(
        "Gave up asking",
        details,
        details.lastError() == null ? "" : details.lastError().advice());
  }
}
