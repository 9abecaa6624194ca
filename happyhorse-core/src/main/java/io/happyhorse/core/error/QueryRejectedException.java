package io.happyhorse.core.error;

/** The gateway rejects the question itself (a 4xx that means nothing more precise). */
public final class QueryRejectedException extends QueryException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public QueryRejectedException(QueryDetails details) {
    super(
        "The gateway rejected the question",
        details,
        "Read what it said; asking the same again will not help. The task goes on at the gateway.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
