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
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response without an observation.
 *
 * @param httpStatus a status other than 2xx
 * @param body the kind of body
 * @param code the {@code code} in a JSON body; null if there was none
 * @param message the {@code message} in a JSON body; null if there was none
 */
record GatewayErrorBody(
    int httpStatus,
    Body body,
    @Nullable String code,
    @Nullable String message) {
  /** The kinds of bodies. */
  enum Body {
    /** Empty, or white space only. */
    EMPTY,
    /** JSON of any shape. */
    JSON,
    /** HTML: the response does not come from the gateway, or the URL is not that of its API. */
    WEB_PAGE,
    /** Anything else. */
    OTHER
  }

  private static final String REQUEST_ID = "(request id: ";

  /**
   * Matches any word for a quota or a balance, except the upstream's {@code Throttling.RateQuota}, which is a rate limit, and terms of
   * load balancing.
   */
  private static final Pattern QUOTA = Pattern.compile(
      "(?<!rate[ _-]?)quota|额度|配额|余额|欠费|(?<!load[ _-]?)balance(?!r)|arrear"
          + "|insufficient[ _-]?(fund|credit)",
      Pattern.CASE_INSENSITIVE);

  /** Returns a response without a JSON body. */
  static GatewayErrorBody without(int httpStatus, Body body) {
    return new GatewayErrorBody(httpStatus, body, null, null);
  }

  /**
   * Reads a response with a JSON body, which normally has one of these shapes: {@code {"error":{code,message,type}}},
   * {@code {code,message,data}} or {@code {success,code,message}}.
   *
   * @param parser parses a JSON text; returns a missing value for any other text
   */
  static GatewayErrorBody read(
      int httpStatus, @Nullable Object json, Function<String, Json> parser) {
    ErrorText error = ErrorText.find(new Json(json), parser);
    return new GatewayErrorBody(httpStatus, Body.JSON, error.code(), error.message());
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

  /** Returns the error for this response, as listed at {@link TaskResponseReader#read}. */
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
        reportsUsedUpQuota(details)
            ? RateLimitedException.quotaExceeded(details)
            : new RateLimitedException(details);
      default -> byClass(details);
    };
  }

  private boolean reportsUsedUpQuota(QueryDetails details) {
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
