package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/** Thrown if no response was received: no connection, a broken connection, or a timeout. */
public final class NetworkException extends QueryException {
  /**
   * Creates the error.
   *
   * @param problem the problem, as half a sentence without secrets, such as {@code no connection within 5 s}
   */
  public NetworkException(String problem, QueryDetails details, @Nullable Throwable cause) {
    super(
        "No response from the gateway: " + Redactor.line(problem),
        details,
        "If this persists, check the network. The task is not affected: query it again by its id.",
        cause);
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
