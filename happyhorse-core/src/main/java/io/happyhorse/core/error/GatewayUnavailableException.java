package io.happyhorse.core.error;

/** The gateway is in trouble (HTTP 408, 409, 425 or 5xx). */
public final class GatewayUnavailableException extends QueryException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public GatewayUnavailableException(QueryDetails details) {
    super(
        "The gateway is in trouble",
        details,
        "Ask again in a while; the task is not affected.",
        null);
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
