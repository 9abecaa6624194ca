package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/** An answer came, but not one that says what has become of this task: cut, empty, another shape, another task. */
public final class MalformedResponseException extends QueryException {
  private final boolean webPage;

  /**
   * Reports it.
   *
   * @param problem what went wrong, as half a sentence without secrets, such as {@code the body is empty}
   * @param details what is known
   * @param cause the technical cause, or null
   */
  public MalformedResponseException(
      String problem, QueryDetails details, @Nullable Throwable cause) {
    this(problem, details, false, cause);
  }

  private MalformedResponseException(
      String problem, QueryDetails details, boolean webPage, @Nullable Throwable cause) {
    super(
        "The gateway's answer cannot be used: " + Redactor.line(problem),
        details,
        "Ask again in a while; the task is not affected.",
        cause);
    this.webPage = webPage;
  }

  /**
   * Reports an answer that is a web page: a proxy in trouble, or, if it never is anything else, a wrong address.
   *
   * @param details what is known
   * @return the error
   */
  public static MalformedResponseException webPage(QueryDetails details) {
    return new MalformedResponseException("it is a web page", details, true, null);
  }

  /**
   * Tells whether the answer was a web page.
   *
   * @return true if so
   */
  public boolean isWebPage() {
    return webPage;
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
