package io.happyhorse.core.error;

/** Waiting made no more sense: the gateway could not be asked, for a reason that lasts or for too long. */
public final class WaitAbandonedException extends WaitException {
  private final transient QueryException lastError;

  /**
   * Reports it.
   *
   * @param evidence what is known
   * @param lastError why the last question was not answered; becomes the cause
   */
  public WaitAbandonedException(WaitEvidence evidence, QueryException lastError) {
    super("Gave up asking", evidence, "The last question: " + lastError.getMessage(), lastError);
    this.lastError = lastError;
  }

  /**
   * Returns why the last question was not answered.
   *
   * @return the error, which is also the cause
   */
  public QueryException lastError() {
    return lastError;
  }
}
