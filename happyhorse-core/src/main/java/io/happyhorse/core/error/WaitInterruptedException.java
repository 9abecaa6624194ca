package io.happyhorse.core.error;

/** The waiting thread was interrupted. Its interrupt flag is set again when this is thrown. */
public final class WaitInterruptedException extends WaitException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public WaitInterruptedException(WaitDetails details) {
    super(
        "Interrupted while waiting",
        details,
        "The task goes on at the gateway: wait again by its id.");
  }
}
