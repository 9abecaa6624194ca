package io.happyhorse.core.error;

import io.happyhorse.core.task.SafeText;
import org.jspecify.annotations.Nullable;

/** An answer came, but not one that says what has become of this task: cut, empty, another shape, another task. */
public final class MalformedAnswerException extends QueryException {
  private final boolean webPage;

  /**
   * Reports it.
   *
   * @param problem what went wrong, as half a sentence without secrets, such as {@code the body is empty}
   * @param evidence what is known
   * @param cause the technical cause, or null
   */
  public MalformedAnswerException(
      String problem, QueryEvidence evidence, @Nullable Throwable cause) {
    this(problem, evidence, false, cause);
  }

  private MalformedAnswerException(
      String problem, QueryEvidence evidence, boolean webPage, @Nullable Throwable cause) {
    super(
        "The gateway's answer cannot be used: " + SafeText.line(problem),
        evidence,
        "Ask again in a while; the task is not affected.",
        cause);
    this.webPage = webPage;
  }

  /**
   * Reports an answer that is a web page: a proxy in trouble, or, if it never is anything else, a wrong address.
   *
   * @param evidence what is known
   * @return the error
   */
  public static MalformedAnswerException webPage(QueryEvidence evidence) {
    return new MalformedAnswerException("it is a web page", evidence, true, null);
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
