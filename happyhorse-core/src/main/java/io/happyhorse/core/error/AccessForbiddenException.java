package io.happyhorse.core.error;

/** The API key is good, but may not ask this (HTTP 403): the address, the model or the group is not allowed. */
public final class AccessForbiddenException extends QueryException {
  /**
   * Reports it.
   *
   * @param evidence what is known
   */
  public AccessForbiddenException(QueryEvidence evidence) {
    super(
        "The gateway forbids this API key to ask",
        evidence,
        "Check the key's allow-lists of addresses and models. The task goes on at the gateway: ask again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
