package io.happyhorse.core.error;

/** The thread that asked was interrupted. Its interrupt flag is set again when this is thrown. */
public final class QueryInterruptedException extends QueryException {
  /**
   * Reports it.
   *
   * @param evidence what is known
   */
  public QueryInterruptedException(QueryEvidence evidence) {
    super(
        "Interrupted while asking",
        evidence,
        "The task goes on at the gateway: ask again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
