package io.happyhorse.core.error;

/** Thrown if the querying thread was interrupted. Its interrupt flag is set. */
public final class QueryInterruptedException extends QueryException {
  /** Creates the error. */
  public QueryInterruptedException(QueryDetails details) {
    super(
        "Interrupted while querying",
        details,
        "The task is not affected: query it again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
