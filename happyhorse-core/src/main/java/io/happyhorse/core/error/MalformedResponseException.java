package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/** Thrown if a response does not contain the status of the task: it is truncated, empty, of another structure or about another task. */
public final class MalformedResponseException extends QueryException {
  private final boolean webPage;

  /**
   * Creates the error.
   *
   * @param problem the problem, as half a sentence without secrets, such as {@code the body is empty}
   */
  public MalformedResponseException(
      String problem, QueryDetails details, @Nullable Throwable cause) {
    this(problem, details, false, cause);
  }

  private MalformedResponseException(
      String problem, QueryDetails details, boolean webPage, @Nullable Throwable cause) {
    super(
        "The gateway's response is malformed: " + Redactor.line(problem),
        details,
        "Query again later; the task is not affected.",
        cause);
    this.webPage = webPage;
  }

  /** Returns the error of a response that is a web page, as sent by a failing proxy or, if it persists, a wrong URL. */
  public static MalformedResponseException webPage(QueryDetails details) {
    return new MalformedResponseException("it is a web page", details, true, null);
  }

  /** {@return whether the response was a web page} */
  public boolean isWebPage() {
    return webPage;
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
