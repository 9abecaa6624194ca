package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Handles every request: routes it, checks the key, renders the response. */
final class GatewayResponses {
  private static final String QUERY = "/v1/video/generations/";
  private static final String SUBMIT = "/v1/video/generations";
  private static final String MODELS = "/v1/models";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

  private final FakeHappyHorse gateway;
  private final KeyCheck key;
  private final HttpDelivery deliveries;
  private final StorageHandler videos;

  GatewayResponses(FakeHappyHorse gateway) {
    this.gateway = gateway;
    this.key = new KeyCheck(gateway);
    this.deliveries = new HttpDelivery(gateway.time());
    this.videos = new StorageHandler(gateway.store);
  }

  /** Returns the headers of every response: the time, and a new id. */
  List<HttpHeader> headersOfAll(Instant now) {
    return List.of(
        new HttpHeader("Date", HttpDate.of(now)),
        new HttpHeader("X-Oneapi-Request-Id", gateway.store.ids.next()));
  }

  /** Returns the time of the gateway. */
  Instant now() {
    return gateway.time().instant();
  }

  /** Returns the response to a request, without {@link #headersOfAll}. */
  Response respond(Request request, Instant now) {
    String url = request.getUrl();
    String path = decoded(url.contains("?") ? url.substring(0, url.indexOf('?')) : url);
    key.noteLeaks(request, path);
    if (path.startsWith(VideoLink.STORAGE)) {
      return videos.fromStorage(request, VideoLink.taskOfSigned(path), now);
    }
    if (path.startsWith(HttpDelivery.REDIRECTED)) {
      return HttpResponses.of(404, ErrorBodies.HTML, ErrorBodies.page("Another origin"));
    }
    if (path.equals(SUBMIT) && request.getMethod().getName().equals("POST")) {
      return submission(request, now);
    }
    if (path.startsWith(QUERY) && isGet(request)) {
      String id = path.substring(QUERY.length());
      return ID.matcher(id).matches() && !key.isShownIn(id)
          ? query(request, id, now)
          : noSuchPath(request, path);
    }
    if (path.equals(MODELS) && isGet(request)) {
      return key.isIn(request)
          ? HttpResponses.of(200, ErrorBodies.JSON_UTF_8, ErrorBodies.models())
          : keyRefused();
    }
    if (!VideoLink.taskOfProxied(path).isEmpty() && isGet(request)) {
      return key.isIn(request)
          ? videos.throughProxy(request, VideoLink.taskOfProxied(path), now)
          : keyRefused();
    }
    return noSuchPath(request, path);
  }

  /** Returns a path as the gateway routes it: decoded once, or unchanged if it cannot be decoded. */
  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return path;
    }
  }

  private Response query(Request request, String id, Instant now) {
    if (!key.isIn(request)) {
      gateway.journal().noteRefused(now, id, "HTTP 401, wrong key");
      return keyRefused();
    }
    Exchange exchange = gateway.store.query(id, now, true);
    if (exchange == null) {
      return HttpResponses.of(
          400, ErrorBodies.JSON_UTF_8, ErrorBodies.taskError("task_not_exist", "task_not_exist"));
    }
    exchange.noteSent();
    return deliveries.render(exchange.delivery(), now, gateway.storageOrigin());
  }

  private Response submission(Request request, Instant now) {
    if (!key.isIn(request)) {
      gateway.store.submissions.noteKeyRefused(request.getBody());
      return keyRefused();
    }
    Delivery delivery =
        Objects.requireNonNull(gateway.store.submissions.take(request.getBody(), true));
    return deliveries.render(delivery, now, gateway.storageOrigin());
  }

  private static boolean isGet(Request request) {
    return request.getMethod().getName().equals("GET");
  }

  private Response keyRefused() {
    return HttpResponses.of(
        401,
        ErrorBodies.JSON_UTF_8,
        ErrorBodies.error(
            "", "Invalid token (request id: " + gateway.store.ids.next() + ")", "new_api_error"));
  }

  private static Response noSuchPath(Request request, String path) {
    return path.startsWith("/v1/")
        ? HttpResponses.of(
            404,
            ErrorBodies.JSON_UTF_8,
            ErrorBodies.invalidUrl(request.getMethod().getName(), path))
        : HttpResponses.of(200, ErrorBodies.HTML, ErrorBodies.page("Gateway"));
  }

  /** Ends all stalled responses. */
  void release() {
    deliveries.release();
    videos.release();
  }
}
