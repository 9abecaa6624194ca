package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One question about a task was not answered. That says nothing about the task: it goes on at the gateway.
 *
 * <p>The message says what happened, the details, and what to do.
 */
public abstract sealed class QueryException extends HappyHorseException
    permits ForbiddenException,
        GatewayUnavailableException,
        ApiKeyMissingException,
        UnauthorizedException,
        MalformedResponseException,
        NetworkException,
        ProxyAuthenticationException,
        QueryInterruptedException,
        QueryRejectedException,
        RateLimitedException,
        TaskNotFoundException,
        UntrustedCertificateException,
        WrongEndpointException {
  private final QueryDetails details;
  private final String problem;
  private final String advice;

  QueryException(String what, QueryDetails details, String advice, @Nullable Throwable cause) {
    super(what + " (" + details + "). " + advice, cause);
    this.details = details;
    this.problem = what;
    this.advice = advice;
  }

  /**
   * Tells whether the same question may well be answered later without anybody changing anything.
   *
   * @return true if asking again can help
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
   * @return one or two sentences
   */
  public String advice() {
    return advice;
  }

  /**
   * Returns everything known about the question.
   *
   * @return the details
   */
  public QueryDetails details() {
    return details;
  }

  @Override
  public TaskId taskId() {
    return details.taskId();
  }

  @Override
  public @Nullable URI origin() {
    return details.origin();
  }

  /**
   * Returns the HTTP status of the last answer.
   *
   * @return the status, or null if there was no answer
   */
  public @Nullable Integer httpStatus() {
    return details.httpStatus();
  }

  /**
   * Returns how long the gateway asks to be left alone.
   *
   * @return the pause, or null if it did not ask for one
   */
  public @Nullable Duration retryAfter() {
    return details.retryAfter();
  }
}
