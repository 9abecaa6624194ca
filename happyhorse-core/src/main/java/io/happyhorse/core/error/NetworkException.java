package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/** No answer came: no connection, a broken one, or not in time. */
public final class NetworkException extends QueryException {
  /**
   * Reports it.
   *
   * @param problem what went wrong, as half a sentence without secrets, such as {@code no connection within 5 s}
   * @param details what is known
   * @param cause the technical cause, or null
   */
  public NetworkException(String problem, QueryDetails details, @Nullable Throwable cause) {
    super(
        "No answer from the gateway: " + Redactor.line(problem),
        details,
        "Check the network if it lasts; the task is not affected: ask again by its id.",
        cause);
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
