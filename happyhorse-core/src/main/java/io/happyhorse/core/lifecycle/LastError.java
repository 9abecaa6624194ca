package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.Redactor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The error of the last poll of a wait: its kind, HTTP status and message, without secrets. Immutable. */
public final class LastError {
  private final QueryErrorKind kind;
  private final @Nullable Integer httpStatus;
  private final String message;
  private final @Nullable QueryException exception;

  private LastError(
      QueryErrorKind kind,
      @Nullable Integer httpStatus,
      String message,
      @Nullable QueryException exception) {
    this.kind = kind;
    this.httpStatus = httpStatus;
    this.message = message;
    this.exception = exception;
  }

  static LastError of(QueryException error) {
    return new LastError(QueryErrorKind.of(error), error.httpStatus(), messageOf(error), error);
  }

  static LastError read(QueryErrorKind kind, @Nullable Integer httpStatus, String message) {
    return new LastError(kind, httpStatus, message, null);
  }

  private static String messageOf(QueryException error) {
    String excerpt = error.details().excerpt();
    return excerpt == null
        ? Redactor.line(error.problem())
        : Redactor.line(error.problem() + ", response: " + excerpt);
  }

  /** {@return the kind of error} */
  public QueryErrorKind kind() {
    return kind;
  }

  /** {@return the HTTP status of the response; null if there was no response} */
  public @Nullable Integer httpStatus() {
    return httpStatus;
  }

  /** {@return the message, one line of at most about 200 characters without secrets} */
  public String message() {
    return message;
  }

  /** {@return the error itself, with its cause; null if the state was parsed from text, which does not contain it} */
  public @Nullable QueryException exception() {
    return exception;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LastError error
        && kind == error.kind
        && Objects.equals(httpStatus, error.httpStatus)
        && message.equals(error.message);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, httpStatus, message);
  }

  /** Returns the kind, the status and the message. */
  @Override
  public String toString() {
    return kind + (httpStatus == null ? "" : " HTTP " + httpStatus) + ": " + message;
  }
}
