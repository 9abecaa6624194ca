package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a request to create a task was not sent: the name lookup, the connection, the proxy or TLS failed before any byte of the
 * HTTP request was sent to the gateway. No task exists, nothing was charged, and the request can be submitted again.
 */
public final class SubmissionNotSentException extends SubmitException {
  private final boolean passing;

  /**
   * Creates the error.
   *
   * @param problem the problem, as half a sentence without secrets, such as {@code no connection within 5 s}
   * @param passing whether the problem may disappear by itself: true for a refused connection, false for an untrusted certificate
   */
  public SubmissionNotSentException(
      String problem, boolean passing, SubmitDetails details, @Nullable Throwable cause) {
    super(
        "The request was not sent: " + Redactor.line(problem),
        details,
        "No task was created and nothing was charged: it is safe to submit it again.",
        cause);
    this.passing = passing;
  }

  @Override
  public boolean isTransient() {
    return passing;
  }
}
