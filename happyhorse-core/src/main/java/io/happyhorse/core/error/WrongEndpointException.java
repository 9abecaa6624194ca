package io.happyhorse.core.error;

/** What answers is not the query endpoint: an unknown path, a web page where there should be none, or a redirect, which is not followed since the API key must not go elsewhere. */
public final class WrongEndpointException extends QueryException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public WrongEndpointException(QueryDetails details) {
    super(
        "What answers there is not the task query of a HappyHorse gateway",
        details,
        "Check the base URL, which goes without /v1. The task goes on at the gateway that created it.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
