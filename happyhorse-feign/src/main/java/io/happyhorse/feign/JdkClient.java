package io.happyhorse.feign;

import feign.Client;
import feign.Request;
import feign.Response;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.wire.GatewayResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feign's transport on the JDK's HTTP client, which blocks the calling thread. The read timeout covers the whole response, body
 * included. Redirects are not followed, and a body is read only up to the limit.
 */
final class JdkClient implements Client {
  private final Http http;

  JdkClient(Http http) {
    this.http = http;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    HttpResponse<@Nullable InputStream> response =
        send(request, options, BodyPublishers.noBody(), new RecordingBodyHandler(bodies(options)));
    return response(request, response.statusCode(), response.headers())
        .body(whole(response))
        .build();
  }

  /**
   * Sends a request, and returns the response as soon as its head has arrived. The body is received while it is read; if the connection
   * breaks, reading fails at that point.
   */
  Response open(Request request, Request.Options options, BodyPublisher body) throws IOException {
    RecordingBodyHandler handler = new RecordingBodyHandler(bodies(options));
    try {
      HttpResponse<@Nullable InputStream> response = send(request, options, body, handler);
      return response(request, response.statusCode(), response.headers())
          .body(Http.body(response), length(response.headers()))
          .build();
    } catch (IOException broken) {
      RecordingBodyHandler.Received part = handler.received();
      if (part == null) {
        throw broken;
      }
      part.body().onError(broken);
      return response(request, part.head().statusCode(), part.head().headers())
          .body(part.body(), null)
          .build();
    }
  }

  private HttpResponse<@Nullable InputStream> send(
      Request request, Request.Options options, BodyPublisher body, RecordingBodyHandler handler)
      throws IOException {
    return http.send(URI.create(request.url()), translated(request, body), limit(options), handler);
  }

  private static Duration limit(Request.Options options) {
    return Duration.ofMillis(options.readTimeoutMillis());
  }

  /** Returns bodies whose time limit begins now. */
  private static Supplier<TimeoutBodySubscriber> bodies(Request.Options options) {
    long limit = limit(options).toNanos();
    long start = TimeSource.system().nanoTime();
    return () ->
        new TimeoutBodySubscriber(() -> limit - TimeSource.system().since(start).toNanos());
  }

  private static Response.Builder response(Request request, int status, HttpHeaders headers) {
    return Response.builder()
        .request(request)
        .status(status)
        .headers(new LinkedHashMap<>(headers.map()));
  }

  private static @Nullable Integer length(HttpHeaders headers) {
    long length = headers.firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
    return length <= GatewayResponse.MAX_BODY ? (int) length : null;
  }

  /** Reads a body to its end, so that the connection can be reused, or to one byte beyond the limit. */
  private static byte[] whole(HttpResponse<@Nullable InputStream> response) throws IOException {
    Integer length = length(response.headers());
    try (InputStream body = Http.body(response)) {
      if (length == null) {
        return body.readNBytes(GatewayResponse.MAX_BODY + 1);
      }
      byte[] bytes = new byte[Math.max(0, length)];
      int read = body.readNBytes(bytes, 0, bytes.length);
      return body.read() < 0 && read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
    }
  }

  private static HttpRequest.Builder translated(Request request, BodyPublisher body) {
    HttpRequest.Builder translated =
        HttpRequest.newBuilder().method(request.httpMethod().name(), body);
    request.headers().forEach((name, values) -> {
      if (!name.equalsIgnoreCase("Content-Length")) { // the client sets it itself
        values.forEach(value -> translated.header(name, value));
      }
    });
    return translated;
  }
}
