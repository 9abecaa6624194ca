package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A submission brought no task id. The three types say what that means for the money: {@link SubmissionNotSentException} and
 * {@link SubmissionRefusedException}, nothing was charged; {@link SubmissionUnknownException}, a task may exist and may have been
 * charged.
 *
 * <p>The message says what happened, the details, and what to do.
 */
public abstract sealed class SubmitException extends HappyHorseException
    permits SubmissionNotSentException, SubmissionRefusedException, SubmissionUnknownException {
  private final SubmitDetails details;
  private final String problem;
  private final String advice;

  SubmitException(String what, SubmitDetails details, String advice, @Nullable Throwable cause) {
    this(what, details.toString(), details, advice, cause);
  }

  SubmitException(
      String what, String shown, SubmitDetails details, String advice, @Nullable Throwable cause) {
    super(what + " (" + shown + "). " + advice, cause);
    this.details = details;
    this.problem = what;
    this.advice = advice;
  }

  /**
   * Returns whether the same request can be submitted again without the risk of paying twice, and may succeed without any change.
   *
   * @return true if submitting again is safe and can help
   */
  public abstract boolean isTransient();

  /**
   * Returns what happened, without the details.
   *
   * @return a sentence without its stop
   */
  public String problem() {
    return problem;
  }

  /**
   * Returns what to do about it.
   *
   * @return one or more sentences
   */
  public String advice() {
    return advice;
  }

  /**
   * Returns everything known about the submission.
   *
   * @return the details
   */
  public SubmitDetails details() {
    return details;
  }

  /**
   * Returns when the last attempt began, by which a task that may exist can be found.
   *
   * @return the instant
   */
  public Instant at() {
    return details.at();
  }

  /**
   * Returns the fingerprint of the request.
   *
   * @return the SHA-256 of its JSON, in hexadecimal digits
   */
  public String requestDigest() {
    return details.requestDigest();
  }

  /**
   * Returns the gateway's id of the request, for its support.
   *
   * @return the id, or null if it gave none
   */
  public @Nullable String requestId() {
    return details.requestId();
  }

  /**
   * Returns the HTTP status of the response.
   *
   * @return the status, or null if there was no response
   */
  public @Nullable Integer httpStatus() {
    return details.httpStatus();
  }

  /**
   * Returns how long the gateway asks to wait.
   *
   * @return the pause, or null if it did not ask for one
   */
  public @Nullable Duration retryAfter() {
    return details.retryAfter();
  }

  /** Returns null: there is no id, or none that is known. */
  @Override
  public @Nullable TaskId taskId() {
    return null;
  }

  @Override
  public @Nullable URI origin() {
    return details.gateway();
  }
}
