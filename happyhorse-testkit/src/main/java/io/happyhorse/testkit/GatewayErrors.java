package io.happyhorse.testkit;

/** Responses of the gateway, and of proxies before it, instead of an observation. Each can be given to whatever takes a {@link Fault}. */
public final class GatewayErrors {
  private GatewayErrors() {}

  /**
   * Returns an error of the gateway in its usual shape, {@code {"error":{code,message,type}}}.
   *
   * @param status the HTTP status
   * @param message its message
   * @return the response
   */
  public static ResponseFault error(int status, String message) {
    return json(status, ErrorBodies.error("", message, "new_api_error"));
  }

  /**
   * Returns an error of the gateway's task handler, {@code {code,message,data}}.
   *
   * @param status the HTTP status
   * @param code its code
   * @param message its message
   * @return the response
   */
  public static ResponseFault taskError(int status, String code, String message) {
    return json(status, ErrorBodies.taskError(code, message));
  }

  /**
   * Returns an error of the gateway's dashboard, {@code {success,code,message}}.
   *
   * @param status the HTTP status
   * @param code its code
   * @param message its message
   * @return the response
   */
  public static ResponseFault dashboardError(int status, String code, String message) {
    return json(status, ErrorBodies.dashboardError(code, message));
  }

  /**
   * Returns 401: the key is wrong, expired or used up.
   *
   * @return the response
   */
  public static ResponseFault unauthorized() {
    return error(401, "Invalid token (request id: 20260428023742441081000FMrSbjcs)");
  }

  /**
   * Returns 401 in the words of the vendor's documentation.
   *
   * @return the response
   */
  public static ResponseFault unauthorizedAsDocumented() {
    return Fault.response(
        401,
        ErrorBodies.JSON,
        "{\"error\":{\"message\":\"Invalid API key provided.\",\"type\":\"authentication_error\","
            + "\"code\":\"invalid_api_key\"}}");
  }

  /**
   * Returns 403 for this machine's address.
   *
   * @return the response
   */
  public static ResponseFault forbidden() {
    return json(
        403,
        ErrorBodies.error(
            "access_denied",
            "您的 IP 不在令牌允许访问的列表中 (request id: 20260428023742441081000FMrSbjcs)",
            "new_api_error"));
  }

  /**
   * Returns 400 {@code task_not_exist}, which may also come for a moment after a task was created.
   *
   * @return the response
   */
  public static ResponseFault taskNotFound() {
    return taskError(400, "task_not_exist", "task_not_exist");
  }

  /**
   * Returns 404 {@code Invalid URL}, the response to a wrong path.
   *
   * @return the response
   */
  public static ResponseFault invalidUrl() {
    return json(404, ErrorBodies.invalidUrl("GET", "/v1/video/generation/x"));
  }

  /**
   * Returns 429 with an empty body and without {@code Retry-After}.
   *
   * @return the response
   */
  public static ResponseFault tooManyRequests() {
    return Fault.status(429);
  }

  /**
   * Returns 500 of a handler that panicked.
   *
   * @return the response
   */
  public static ResponseFault panic() {
    return json(500, ErrorBodies.panic());
  }

  /**
   * Returns 500 of a gateway that has lost its database.
   *
   * @return the response
   */
  public static ResponseFault databaseError() {
    return taskError(500, "get_task_failed", "driver: bad connection");
  }

  /**
   * Returns the HTML page of a reverse proxy.
   *
   * @param status such as 502, 503, 504 or 524
   * @return the response
   */
  public static ResponseFault proxyPage(int status) {
    return Fault.response(
        status, ErrorBodies.HTML, ErrorBodies.page(status + " from a reverse proxy"));
  }

  /**
   * Returns 200 with the gateway's web page, the response to a wrong base path.
   *
   * @return the response
   */
  public static ResponseFault webPage() {
    return Fault.response(200, ErrorBodies.HTML, ErrorBodies.page("Gateway"));
  }

  /**
   * Returns 200 without a body.
   *
   * @return the response
   */
  public static ResponseFault emptyBody() {
    return Fault.response(200, ErrorBodies.JSON, "");
  }

  /**
   * Returns 200 whose {@code data} is null.
   *
   * @return the response
   */
  public static ResponseFault nullData() {
    return Fault.response(200, ErrorBodies.JSON, "{\"code\":\"success\",\"data\":null}");
  }

  private static ResponseFault json(int status, String body) {
    return Fault.response(status, ErrorBodies.JSON_UTF_8, body);
  }
}
