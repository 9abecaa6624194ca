package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/** Thrown if the gateway refused to create a task. No task exists and nothing was charged. */
public final class SubmissionRefusedException extends SubmitException {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int UNAUTHORIZED = 401;
  private static final int PROXY_AUTHENTICATION = 407;

  private final @Nullable String code;
  private final @Nullable String reason;

  /**
   * Creates the error.
   *
   * @param code the gateway's code, such as {@code model_not_found}, without secrets; null if absent
   * @param reason the gateway's message, without secrets; null if absent
   */
  public SubmissionRefusedException(
      @Nullable String code, @Nullable String reason, SubmitDetails details) {
    super(
        what(code, reason),
        reason == null ? details.toString() : details.withoutExcerpt(),
        details,
        advice(details.httpStatus()),
        null);
    this.code = code == null ? null : Redactor.line(code);
    this.reason = reason == null ? null : Redactor.line(reason);
  }

  private static String what(@Nullable String code, @Nullable String reason) {
    StringBuilder what = new StringBuilder("The gateway refused the request");
    if (code != null) {
      what.append(": ").append(Redactor.line(code));
    }
    if (reason != null && !reason.equals(code)) {
      what.append(": ").append(Redactor.line(reason));
    }
    return what.toString();
  }

  private static String advice(@Nullable Integer status) {
    String nothing = "No task was created and nothing was charged. ";
    if (status == null) {
      return nothing + "Change the request.";
    }
    return nothing
        + switch (status) {
          case UNAUTHORIZED -> "Check the API key.";
          case PROXY_AUTHENTICATION -> "Set the proxy's credentials.";
          case TOO_MANY_REQUESTS, UNAVAILABLE -> "Submit it again later.";
          default -> "Change the request, the key or the account as the message says.";
        };
  }

  /** {@return the gateway's code, such as {@code model_not_found}; null if absent} */
  public @Nullable String code() {
    return code;
  }

  /** {@return the gateway's message; null if absent} */
  public @Nullable String reason() {
    return reason;
  }

  /** Returns true for 429 and 503. */
  @Override
  public boolean isTransient() {
    Integer status = httpStatus();
    return status != null && (status == TOO_MANY_REQUESTS || status == UNAVAILABLE);
  }
}
