package io.happyhorse.core.error;

/**
 * Thrown if the URL is not the query endpoint: an unknown path, a web page or a redirect. Redirects are not followed, so that the API
 * key is not sent to another host.
 */
public final class WrongEndpointException extends QueryException {
  /** Creates the error. */
  public WrongEndpointException(QueryDetails details) {
    super(
        "The URL is not the query endpoint of a HappyHorse gateway",
        details,
        "Check the base URL, which must not include /v1. The task is not affected.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
