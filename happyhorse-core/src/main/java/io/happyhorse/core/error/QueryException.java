package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a query failed. The task is not affected.
 *
 * <p>The message contains the problem, the details and advice.
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

  /** {@return whether the same query may succeed later without any change} */
  public abstract boolean isTransient();

  /**
   * Returns whether an adapter should repeat the request within the same query, since the cause may disappear within a second. If this
   * is true, so is {@link #isTransient()}, which is about a later query.
   *
   * @return true if there was no response, if the gateway is unavailable, or if it limits the request rate
   */
  public boolean isRetryable() {
    return false;
  }

  /** {@return the problem, without the details: a sentence without the full stop} */
  public String problem() {
    return problem;
  }

  /** {@return the advice: one or two sentences} */
  public String advice() {
    return advice;
  }

  /** {@return the details of the query} */
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

  /** {@return the HTTP status of the last response; null if there was no response} */
  public @Nullable Integer httpStatus() {
    return details.httpStatus();
  }

  /** {@return the pause that the gateway requests; null if the gateway requests none} */
  public @Nullable Duration retryAfter() {
    return details.retryAfter();
  }
}
