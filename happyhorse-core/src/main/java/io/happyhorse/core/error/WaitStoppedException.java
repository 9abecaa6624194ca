package io.happyhorse.core.error;

/** Somebody stopped the wait. */
public final class WaitStoppedException extends WaitException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public WaitStoppedException(WaitDetails details) {
    super(
        "The wait was stopped", details, "The task goes on at the gateway: wait again by its id.");
  }
}
