package io.happyhorse.core.error;

/** Thrown if the API key is valid but does not permit the query (HTTP 403): the address, the model or the group is not allowed. */
public final class ForbiddenException extends QueryException {
  /** Creates the error. */
  public ForbiddenException(QueryDetails details) {
    super(
        "The gateway forbids the query for this API key",
        details,
        "Check the key's allow-lists of addresses and models. The task is not affected: query it again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
