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
        "The deadline came before the end of the task was seen",
        evidence,
        "It goes on at the gateway: wait again by its id.");
  }
}
