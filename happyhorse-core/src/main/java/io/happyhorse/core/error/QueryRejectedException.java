package io.happyhorse.core.error;

/** Thrown if the gateway rejects the query (a 4xx without a more precise meaning). */
public final class QueryRejectedException extends QueryException {
  /** Creates the error. */
  public QueryRejectedException(QueryDetails details) {
    super(
        "The gateway rejected the query",
        details,
        "Read the excerpt of the response; repeating the query does not help. The task is not affected.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
