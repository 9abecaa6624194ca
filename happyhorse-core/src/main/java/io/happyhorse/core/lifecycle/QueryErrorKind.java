package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.ApiKeyMissingException;
import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.UntrustedCertificateException;
import io.happyhorse.core.error.WrongEndpointException;

/** The kind of error of a failed poll: one for each subclass of {@link QueryException}. */
public enum QueryErrorKind {
  /** The gateway forbids the query for the API key. */
  FORBIDDEN(ForbiddenException.class),
  /** The gateway is unavailable. */
  GATEWAY_UNAVAILABLE(GatewayUnavailableException.class),
  /** There was no API key. */
  API_KEY_MISSING(ApiKeyMissingException.class),
  /** The API key was rejected. */
  UNAUTHORIZED(UnauthorizedException.class),
  /** The response is malformed. */
  MALFORMED(MalformedResponseException.class),
  /** There was no response. */
  NETWORK(NetworkException.class),
  /** A proxy requires authentication. */
  PROXY_AUTHENTICATION(ProxyAuthenticationException.class),
  /** The poll was interrupted. */
  INTERRUPTED(QueryInterruptedException.class),
  /** The gateway rejected the request for another reason. */
  REJECTED(QueryRejectedException.class),
  /** The gateway limits the rate of requests, or a quota is used up. */
  RATE_LIMITED(RateLimitedException.class),
  /** The task does not exist at the gateway. */
  NOT_FOUND(TaskNotFoundException.class),
  /** The gateway's certificate is not trusted. */
  UNTRUSTED_CERTIFICATE(UntrustedCertificateException.class),
  /** The URL is not the gateway's. */
  WRONG_ENDPOINT(WrongEndpointException.class);

  private final Class<? extends QueryException> type;

  QueryErrorKind(Class<? extends QueryException> type) {
    this.type = type;
  }

  /** {@return the kind of an error} */
  public static QueryErrorKind of(QueryException error) {
    for (QueryErrorKind kind : values()) {
      if (kind.type.isInstance(error)) {
        return kind;
      }
    }
    throw new IllegalStateException("No kind for " + error.getClass().getName());
  }
}
