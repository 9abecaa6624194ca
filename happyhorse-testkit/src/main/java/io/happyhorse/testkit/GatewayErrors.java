package io.happyhorse.testkit;

/** Error responses of the gateway and of reverse proxies. Each is a {@link Fault}. */
public final class GatewayErrors {
  private GatewayErrors() {}

  /**
   * Returns an error of the gateway in its usual shape, {@code {"error":{code,message,type}}}.
   *
   * @param status the HTTP status
   */
  public static ResponseFault error(int status, String message) {
    return json(status, ErrorBodies.error("", message, "new_api_error"));
  }

  /**
   * Returns an error of the gateway's task handler, {@code {code,message,data}}.
   *
   * @param status the HTTP status
   */
  public static ResponseFault taskError(int status, String code, String message) {
    return json(status, ErrorBodies.taskError(code, message));
  }

  /**
   * Returns an error of the gateway's dashboard, {@code {success,code,message}}.
   *
   * @param status the HTTP status
   */
  public static ResponseFault dashboardError(int status, String code, String message) {
    return json(status, ErrorBodies.dashboardError(code, message));
  }

  /** {@return 401, the response to a key that is wrong, expired or exhausted} */
  public static ResponseFault unauthorized() {
    return error(401, "Invalid token (request id: 20260428023742441081000FMrSbjcs)");
  }

  /** {@return 401 as in the vendor's documentation} */
  public static ResponseFault unauthorizedAsDocumented() {
    return Fault.response(
        401,
        ErrorBodies.JSON,
        "{\"error\":{\"message\":\"Invalid API key provided.\",\"type\":\"authentication_error\","
            + "\"code\":\"invalid_api_key\"}}");
  }

  /** {@return 403, the response to a client address that is not allowed} */
  public static ResponseFault forbidden() {
    return json(
        403,
        ErrorBodies.error(
            "access_denied",
            "您的 IP 不在令牌允许访问的列表中 (request id: 20260428023742441081000FMrSbjcs)",
            "new_api_error"));
  }

  /** {@return 400 {@code task_not_exist}, which is also possible briefly after a task was created} */
  public static ResponseFault taskNotFound() {
    return taskError(400, "task_not_exist", "task_not_exist");
  }

  /** {@return 404 {@code Invalid URL}, the response to a wrong path} */
  public static ResponseFault invalidUrl() {
    return json(404, ErrorBodies.invalidUrl("GET", "/v1/video/generation/x"));
  }

  /** {@return 429 with an empty body and without {@code Retry-After}} */
  public static ResponseFault tooManyRequests() {
    return Fault.status(429);
  }

  /** {@return 500, the response of a handler that panicked} */
  public static ResponseFault panic() {
    return json(500, ErrorBodies.panic());
  }

  /** {@return 500, the response of a gateway without a connection to its database} */
  public static ResponseFault databaseError() {
    return taskError(500, "get_task_failed", "driver: bad connection");
  }

  /**
   * Returns the HTML page of a reverse proxy.
   *
   * @param status such as 502, 503, 504 or 524
   */
  public static ResponseFault proxyPage(int status) {
    return Fault.response(
        status, ErrorBodies.HTML, ErrorBodies.page(status + " from a reverse proxy"));
  }

  /** {@return 200 with the gateway's web page, the response to a wrong base path} */
  public static ResponseFault webPage() {
    return Fault.response(200, ErrorBodies.HTML, ErrorBodies.page("Gateway"));
  }

  /** {@return 200 without a body} */
  public static ResponseFault emptyBody() {
    return Fault.response(200, ErrorBodies.JSON, "");
  }

  /** {@return 200 whose {@code data} is null} */
  public static ResponseFault nullData() {
    return Fault.response(200, ErrorBodies.JSON, "{\"code\":\"success\",\"data\":null}");
  }

  private static ResponseFault json(int status, String body) {
    return Fault.response(status, ErrorBodies.JSON_UTF_8, body);
  }
}
