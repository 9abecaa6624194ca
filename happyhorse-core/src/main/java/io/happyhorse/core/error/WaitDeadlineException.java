package io.happyhorse.core.error;

/** The deadline of the wait came before the end of the task. */
public final class WaitDeadlineException extends WaitException {
  /**
   * Reports it.
   *
   * @param evidence what is known
   */
  public WaitDeadlineException(WaitEvidence evidence) {
    super(
        "The task had not ended when the deadline came",
        evidence,
        "It goes on at the gateway: wait again by its id.",
        null);
  }
}
