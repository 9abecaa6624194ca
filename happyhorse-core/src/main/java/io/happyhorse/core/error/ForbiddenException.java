package io.happyhorse.core.error;

/** The API key is good, but may not ask this (HTTP 403): the address, the model or the group is not allowed. */
public final class ForbiddenException extends QueryException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public ForbiddenException(QueryDetails details) {
    super(
        "The gateway forbids this API key to ask",
        details,
        "Check the key's allow-lists of addresses and models. The task goes on at the gateway: ask again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
