package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Handles every request: routes it, checks the key, renders the response. As an extension of WireMock it does so without searching for a
 * stub; {@link GatewayHandler} calls it directly.
 */
final class GatewayResponses implements ResponseTransformerV2, StubRequestFilterV2 {
  static final String NAME = "happyhorse-gateway";
  private static final String QUERY = "/v1/video/generations/";
  private static final String SUBMIT = "/v1/video/generations";
  private static final String MODELS = "/v1/models";

  /** Shorter keys may be part of an id or a path by coincidence. */
  private static final int SHORTEST_SECRET = 16;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

  private final RequestFilterAction everyRequest =
      RequestFilterAction.stopWith(WireMock.aResponse().withTransformers(NAME).build());
  private final FakeHappyHorse gateway;
  private final HttpDelivery deliveries;
  private final StorageHandler videos;

  GatewayResponses(FakeHappyHorse gateway) {
    this.gateway = gateway;
    this.deliveries = new HttpDelivery(gateway.time());
    this.videos = new StorageHandler(gateway.store);
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
  public RequestFilterAction filter(Request request, ServeEvent event) {
    return everyRequest;
  }

  @Override
  public Response transform(Response stub, ServeEvent event) {
    Instant now = now();
    Response rendered = respond(event.getRequest(), now);
    return Response.Builder.like(rendered)
        .headers(rendered.getHeaders().plus(headersOfAll(now).toArray(HttpHeader[]::new)))
        .build();
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
    noteLeaks(request, path);
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
      return ID.matcher(id).matches() && !showsKey(id)
          ? query(request, id, now)
          : noSuchPath(request, path);
    }
    if (path.equals(MODELS) && isGet(request)) {
      return hasKey(request)
          ? HttpResponses.of(200, ErrorBodies.JSON_UTF_8, ErrorBodies.models())
          : keyRefused();
    }
    if (!VideoLink.taskOfProxied(path).isEmpty() && isGet(request)) {
      return hasKey(request)
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

  private void noteLeaks(Request request, String path) {
    if (path.startsWith(VideoLink.STORAGE) || path.startsWith(HttpDelivery.REDIRECTED)) {
      noteLeaksElsewhere(request, path);
    }
    if (showsKey(request.getUrl())) {
      gateway.journal().noteLeak("a URL contained the API key");
    }
  }

  private void noteLeaksElsewhere(Request request, String path) {
    for (HttpHeader header : request.getHeaders().all()) {
      if (header.keyEquals("Authorization") || header.values().stream().anyMatch(this::showsKey)) {
        gateway
            .journal()
            .noteLeak("a request to another origin contained " + header.key() + ": " + path);
      }
    }
  }

  private boolean showsKey(String text) {
    return gateway.apiKey().length() >= SHORTEST_SECRET && text.contains(gateway.apiKey());
  }

  private Response query(Request request, String id, Instant now) {
    if (!hasKey(request)) {
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
    if (!hasKey(request)) {
      gateway.store.submissions.noteKeyRefused(request.getBody());
      return keyRefused();
    }
    Delivery delivery =
        Objects.requireNonNull(gateway.store.submissions.take(request.getBody(), true));
    return deliveries.render(delivery, now, gateway.storageOrigin());
  }

  /** Returns whether a request has the correct key, with one of the two spellings of the scheme that the gateway accepts. */
  private boolean hasKey(Request request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null
        && (authorization.startsWith("Bearer ") || authorization.startsWith("bearer "))
        && authorization.substring("Bearer ".length()).strip().equals(gateway.apiKey());
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
