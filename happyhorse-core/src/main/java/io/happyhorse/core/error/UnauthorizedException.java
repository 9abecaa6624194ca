package io.happyhorse.core.error;

/** The gateway does not accept the API key (HTTP 401): it is wrong, expired or has used up its quota. */
public final class UnauthorizedException extends QueryException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public UnauthorizedException(QueryDetails details) {
    super(
        "The gateway refused the API key",
        details,
        "Check the key, its expiry and its quota. The task goes on at the gateway: ask again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
