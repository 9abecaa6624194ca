package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a submission returned no task id. The subtype states whether a charge is possible: after a {@link
 * SubmissionNotSentException} or a {@link SubmissionRefusedException}, nothing was charged; after a {@link SubmissionUnknownException},
 * a task may exist and may have been charged.
 *
 * <p>The message contains the problem, the details and advice.
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
   * {@return whether the same request may succeed later without any change, and can be submitted again without the risk of a second
   * charge}
   */
  public abstract boolean isTransient();

  /** {@return the problem, without the details: a sentence without the full stop} */
  public String problem() {
    return problem;
  }

  /** {@return the advice: one or more sentences} */
  public String advice() {
    return advice;
  }

  /** {@return the details of the submission} */
  public SubmitDetails details() {
    return details;
  }

  /**
   * Returns when the last attempt began. A task that may exist was created at about this time.
   *
   * @return the instant
   */
  public Instant at() {
    return details.at();
  }

  /** {@return the fingerprint of the request: the SHA-256 of its JSON, in hexadecimal digits} */
  public String requestDigest() {
    return details.requestDigest();
  }

  /** {@return the gateway's id of the request, for its support; null if absent} */
  public @Nullable String requestId() {
    return details.requestId();
  }

  /** {@return the HTTP status of the response; null if there was no response} */
  public @Nullable Integer httpStatus() {
    return details.httpStatus();
  }

  /** {@return the pause that the gateway requests; null if the gateway requests none} */
  public @Nullable Duration retryAfter() {
    return details.retryAfter();
  }

  /** Returns null, since no task exists or its id is unknown. */
  @Override
  public @Nullable TaskId taskId() {
    return null;
  }

  @Override
  public @Nullable URI origin() {
    return details.gateway();
  }
}
