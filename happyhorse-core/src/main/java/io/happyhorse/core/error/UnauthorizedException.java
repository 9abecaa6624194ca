package io.happyhorse.core.error;

/** Thrown if the gateway refuses the API key (HTTP 401): it is wrong, expired or out of quota. */
public final class UnauthorizedException extends QueryException {
  /** Creates the error. */
  public UnauthorizedException(QueryDetails details) {
    super(
        "The gateway refused the API key",
        details,
        "Check the key, its expiry and its quota. The task is not affected: query it again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
