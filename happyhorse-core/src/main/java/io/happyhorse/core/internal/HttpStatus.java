package io.happyhorse.core.internal;

import java.util.Set;

/** The classes of HTTP status codes, and the codes after which a request may be repeated. */
public final class HttpStatus {
  /** Proxy Authentication Required. */
  public static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private static final int HUNDRED = 100;

  /**
   * Request timeout, misdirected request (the connection reached the wrong server), locked, too early, too many requests, and nginx's
   * "client closed request", which a client receives only if a proxy in between gave up.
   */
  private static final Set<Integer> TRANSIENT = Set.of(408, 421, 423, 425, 429, 499);

  private HttpStatus() {}

  /** {@return whether a status means success: true for 2xx} */
  public static boolean isSuccess(int status) {
    return status / HUNDRED == 2;
  }

  /** {@return whether a status means a redirect: true for 3xx} */
  public static boolean isRedirection(int status) {
    return status / HUNDRED == 3;
  }

  /** {@return whether a status means that the server rejected the request: true for 4xx} */
  public static boolean isClientError(int status) {
    return status / HUNDRED == 4;
  }

  /** {@return whether a status means that the server failed: true for 500 and more} */
  public static boolean isServerError(int status) {
    return status / HUNDRED >= 5;
  }

  /** {@return whether the same request may succeed later: true for 408, 421, 423, 425, 429, 499, and for 500 and more} */
  public static boolean isTransient(int status) {
    return isServerError(status) || TRANSIENT.contains(status);
  }
}
