package io.happyhorse.core.error;

/** Somebody stopped the wait. */
public final class WaitStoppedException extends WaitException {
  /**
   * Reports it.
   *
   * @param evidence what is known
   */
  public WaitStoppedException(WaitEvidence evidence) {
    super(
        "The wait was stopped", evidence, "The task goes on at the gateway: wait again by its id.");
  }
}
