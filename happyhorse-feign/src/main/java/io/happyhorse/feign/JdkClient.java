package io.happyhorse.feign;

import feign.Client;
import feign.Request;
import feign.Response;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.wire.GatewayResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Feign's transport on the JDK's HTTP client, blocking the calling thread: the read timeout covers the whole answer, body
 * included, redirects are not followed, and no more of a body is read than is wanted.
 */
final class JdkClient implements Client {
  private final Http http;

  JdkClient(Http http) {
    this.http = http;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    return execute(request, options, BodyPublishers.noBody());
  }

  Response execute(Request request, Request.Options options, BodyPublisher body)
      throws IOException {
    Duration limit = Duration.ofMillis(options.readTimeoutMillis());
    long start = TimeSource.system().nanoTime();
    HttpResponse<@Nullable InputStream> answer = http.send(
        URI.create(request.url()),
        translated(request, body),
        limit,
        head -> new TimeoutBodySubscriber(
            () -> limit.toNanos() - TimeSource.system().since(start).toNanos()));
    return Response.builder()
        .request(request)
        .status(answer.statusCode())
        .headers(headers(answer))
        .body(whole(answer))
        .build();
  }

  /** Reads a body to its end, which sets the connection free for the next request, or a byte further than is wanted. */
  private static byte[] whole(HttpResponse<@Nullable InputStream> answer) throws IOException {
    long length = answer.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
    try (InputStream body = Http.body(answer)) {
      if (length > GatewayResponse.MAX_BODY) {
        return body.readNBytes(GatewayResponse.MAX_BODY + 1);
      }
      byte[] bytes = new byte[(int) Math.max(0, length)];
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

  private static Map<String, Collection<String>> headers(HttpResponse<?> answer) {
    return new LinkedHashMap<>(answer.headers().map());
  }
}
