package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Gives the one stub of the server its answers: routes, checks the key, renders. */
final class GatewayAnswers implements ResponseDefinitionTransformerV2 {
  static final String NAME = "happyhorse-gateway";
  private static final String QUERY = "/v1/video/generations/";
  private static final String JSON = "application/json";
  private static final String JSON_UTF_8 = "application/json; charset=utf-8";

  private final FakeHappyHorse gateway;

  GatewayAnswers(FakeHappyHorse gateway) {
    this.gateway = gateway;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    String path = URI.create(request.getUrl()).getPath();
    Instant now = gateway.time().now();
    ResponseDefinitionBuilder answer = path.startsWith(SampleVideo.PATH)
        ? video(request, path.substring(SampleVideo.PATH.length()), now)
        : path.startsWith(QUERY) && request.getMethod().getName().equals("GET")
            ? query(request, path.substring(QUERY.length()), now)
            : noSuchPath(request, path);
    return answer
        .withHeader(
            "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
        .withHeader("X-Oneapi-Request-Id", requestId())
        .build();
  }

  private ResponseDefinitionBuilder query(Request request, String id, Instant now) {
    if (!("Bearer " + gateway.apiKey()).equals(request.getHeader("Authorization"))) {
      return error(401, "Invalid token (request id: " + requestId() + ")", "new_api_error");
    }
    FakeTask task = gateway.task(id);
    if (task == null) {
      return json(
          400,
          JSON_UTF_8,
          "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}");
    }
    TaskSnapshot snapshot = task.query(now);
    return json(
        200,
        JSON,
        new TaskBody(snapshot, SampleVideo.url(gateway.storageOrigin(), snapshot)).json());
  }

  /** Answers as the storage host would: to whoever has the link, as long as it lives, and never to a bearer of a key. */
  private ResponseDefinitionBuilder video(Request request, String file, Instant now) {
    FakeTask task = gateway.task(SampleVideo.taskOf(file));
    TaskSnapshot seen = task == null ? null : task.look(now);
    if (request.containsHeader("Authorization")) {
      return storageError(400, "InvalidArgument", "Only one auth mechanism allowed.");
    }
    if (seen == null || !seen.succeeded()) {
      return storageError(404, "NoSuchKey", "The specified key does not exist.");
    }
    if (!SampleVideo.isLink(request.getUrl(), seen)) {
      return storageError(403, "SignatureDoesNotMatch", "The signature does not match.");
    }
    if (!SampleVideo.expiry(seen).isAfter(now)) {
      return storageError(403, "AccessDenied", "Request has expired.");
    }
    return new ResponseDefinitionBuilder()
        .withStatus(200)
        .withHeader("Content-Type", "video/mp4")
        .withBody(SampleVideo.bytes());
  }

  private static ResponseDefinitionBuilder storageError(int status, String code, String message) {
    return new ResponseDefinitionBuilder()
        .withStatus(status)
        .withHeader("Content-Type", "application/xml")
        .withBody("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code
            + "</Code><Message>" + message + "</Message></Error>");
  }

  private static ResponseDefinitionBuilder noSuchPath(Request request, String path) {
    if (path.startsWith("/v1/")) {
      return error(
          404,
          "Invalid URL (" + request.getMethod().getName() + " " + path + ")",
          "invalid_request_error");
    }
    return new ResponseDefinitionBuilder()
        .withStatus(200)
        .withHeader("Content-Type", "text/html; charset=utf-8")
        .withBody("<!doctype html><html><head><title>Gateway</title></head><body></body></html>");
  }

  private static ResponseDefinitionBuilder error(int status, String message, String type) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", "");
    error.put("message", message);
    error.put("type", type);
    return json(status, JSON_UTF_8, Json.write(Map.of("error", error)));
  }

  private static ResponseDefinitionBuilder json(int status, String contentType, String body) {
    return new ResponseDefinitionBuilder()
        .withStatus(status)
        .withHeader("Content-Type", contentType)
        .withBody(body);
  }

  private static String requestId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
