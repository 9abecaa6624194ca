package io.happyhorse.core.wire;

import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.internal.HttpStatus;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer without an observation in it.
 *
 * @param httpStatus any status but 2xx
 * @param body what kind of body there was
 * @param code the {@code code} in a JSON body; null if there was none
 * @param message the {@code message} in a JSON body; null if there was none
 */
record GatewayErrorBody(
    int httpStatus,
    Body body,
    @Nullable String code,
    @Nullable String message) {
  /** What kind of body an answer has. */
  enum Body {
    /** Nothing, or white space. */
    EMPTY,
    /** JSON of whatever shape. */
    JSON,
    /** HTML: somebody else than the gateway answered, or the address is not that of its API. */
    WEB_PAGE,
    /** Anything else. */
    OTHER
  }

  private static final String REQUEST_ID = "(request id: ";

  /** Any word for a quota, but for the upstream's {@code Throttling.RateQuota}, which is a rate. */
  private static final Pattern QUOTA =
      Pattern.compile("(?<!rate[ _-]?)quota|额度|配额", Pattern.CASE_INSENSITIVE);

  /** Returns an answer without a JSON body. */
  static GatewayErrorBody without(int httpStatus, Body body) {
    return new GatewayErrorBody(httpStatus, body, null, null);
  }

  /**
   * Reads an answer with a JSON body, which has one of several shapes: {@code {"error":{code,message,type}}},
   * {@code {code,message,data}} or {@code {success,code,message}}.
   */
  static GatewayErrorBody read(int httpStatus, @Nullable Object json) {
    Json root = new Json(json);
    Json told = root.member("error").isObject() ? root.member("error") : root;
    return new GatewayErrorBody(
        httpStatus,
        Body.JSON,
        told.member("code").word(),
        told.member("message").word());
  }

  /** Returns the message without the request id at its end. */
  @Nullable
  String messageAlone() {
    int id = startOfRequestId();
    return id < 0 || message == null ? message : message.substring(0, id).strip();
  }

  /** Returns the request id at the end of the message. */
  @Nullable
  String requestId() {
    int id = startOfRequestId();
    return id < 0 || message == null
        ? null
        : message.substring(id + REQUEST_ID.length(), message.lastIndexOf(')'));
  }

  private int startOfRequestId() {
    return message != null && message.stripTrailing().endsWith(")")
        ? message.lastIndexOf(REQUEST_ID)
        : -1;
  }

  /** Returns the error that this is; {@link TaskResponseReader#read} has the table. */
  QueryException asError(QueryDetails details) {
    return switch (httpStatus) {
      case 400 ->
        "task_not_exist".equals(code)
            ? new TaskNotFoundException(details)
            : new QueryRejectedException(details);
      case 401 -> new UnauthorizedException(details);
      case 403 -> new ForbiddenException(details);
      case 404 -> notFound(details);
      case HttpStatus.PROXY_AUTHENTICATION_REQUIRED -> new ProxyAuthenticationException(details);
      case 409 -> new GatewayUnavailableException(details);
      case 429 ->
        speaksOfQuota(details)
            ? RateLimitedException.quotaExceeded(details)
            : new RateLimitedException(details);
      default -> byClass(details);
    };
  }

  private boolean speaksOfQuota(QueryDetails details) {
    return QUOTA.matcher(code + " " + message + " " + details.excerpt()).find();
  }

  private QueryException notFound(QueryDetails details) {
    boolean noSuchPath = message != null && message.startsWith("Invalid URL");
    return switch (body) {
      case EMPTY -> new TaskNotFoundException(details);
      case JSON ->
        noSuchPath ? new WrongEndpointException(details) : new TaskNotFoundException(details);
      case WEB_PAGE -> new WrongEndpointException(details);
      case OTHER -> new QueryRejectedException(details);
    };
  }

  private QueryException byClass(QueryDetails details) {
    if (HttpStatus.isTransient(httpStatus)) {
      return new GatewayUnavailableException(details);
    }
    return HttpStatus.isClientError(httpStatus)
        ? new QueryRejectedException(details)
        : new WrongEndpointException(details);
  }
}
