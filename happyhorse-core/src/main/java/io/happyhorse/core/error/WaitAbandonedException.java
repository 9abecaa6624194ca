package io.happyhorse.core.error;

/** Waiting made no more sense: the gateway could not be asked, for a reason that lasts or for too long. */
public final class WaitAbandonedException extends WaitException {
  /**
   * Reports it.
   *
   * @param evidence what is known, with the last error that says why
   */
  public WaitAbandonedException(WaitEvidence evidence) {
    super(
        "Gave up asking",
        evidence,
        evidence.lastError() == null ? "" : evidence.lastError().advice());
  }
}
