package io.happyhorse.core.error;

/** The waiting thread was interrupted. Its interrupt flag is set again when this is thrown. */
public final class WaitInterruptedException extends WaitException {
  /**
   * Reports it.
   *
   * @param evidence what is known
   */
  public WaitInterruptedException(WaitEvidence evidence) {
    super(
        "Interrupted while waiting",
        evidence,
        "The task goes on at the gateway: wait again by its id.");
  }
}
