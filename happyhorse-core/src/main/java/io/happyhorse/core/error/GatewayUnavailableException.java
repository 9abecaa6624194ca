package io.happyhorse.core.error;

import io.happyhorse.core.internal.HttpStatus;

/** Thrown if the gateway is temporarily unavailable (HTTP 408, 409, 421, 423, 425, 499 or 5xx). */
public final class GatewayUnavailableException extends QueryException {
  /** Creates the error. */
  public GatewayUnavailableException(QueryDetails details) {
    super(
        "The gateway is unavailable",
        details,
        "Query again later; the task is not affected.",
        null);
  }

  /** {@return whether the gateway itself failed; true for HTTP 5xx} */
  public boolean isServerError() {
    Integer status = httpStatus();
    return status != null && HttpStatus.isServerError(status);
  }

  @Override
  public boolean isTransient() {
    return true;
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}
