package io.happyhorse.core.error;

/** The thread that asked was interrupted. Its interrupt flag is set again when this is thrown. */
public final class QueryInterruptedException extends QueryException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public QueryInterruptedException(QueryDetails details) {
    super(
        "Interrupted while asking",
        details,
        "The task goes on at the gateway: ask again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
