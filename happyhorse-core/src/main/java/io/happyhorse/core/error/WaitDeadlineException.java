package io.happyhorse.core.error;

/** The deadline of the wait came before the end of the task. */
public final class WaitDeadlineException extends WaitException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public WaitDeadlineException(WaitDetails details) {
    super(
        "The deadline came before the end of the task was seen",
        details,
        "It goes on at the gateway: wait again by its id.");
  }
}
