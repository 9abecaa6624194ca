package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;

/** Checks whether a request has the API key of the gateway, and whether the key is anywhere else. */
final class KeyCheck {
  /** Shorter keys may be part of an id or a path by coincidence. */
  private static final int SHORTEST_SECRET = 16;

  private final FakeHappyHorse gateway;

  KeyCheck(FakeHappyHorse gateway) {
    this.gateway = gateway;
  }

  /** Returns whether a request has the correct key, with one of the two spellings of the scheme that the gateway accepts. */
  boolean isIn(Request request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null
        && (authorization.startsWith("Bearer ") || authorization.startsWith("bearer "))
        && authorization.substring("Bearer ".length()).strip().equals(gateway.apiKey());
  }

  /** Records if the URL of a request, or a request to another origin, contains the key. */
  void noteLeaks(Request request, String path) {
    if (path.startsWith(VideoLink.STORAGE) || path.startsWith(HttpDelivery.REDIRECTED)) {
      noteLeaksElsewhere(request, path);
    }
    if (isShownIn(request.getUrl())) {
      gateway.journal().noteLeak("a URL contained the API key");
    }
  }

  private void noteLeaksElsewhere(Request request, String path) {
    for (HttpHeader header : request.getHeaders().all()) {
      if (header.keyEquals("Authorization") || header.values().stream().anyMatch(this::isShownIn)) {
        gateway
            .journal()
            .noteLeak("a request to another origin contained " + header.key() + ": " + path);
      }
    }
  }

  boolean isShownIn(String text) {
    return gateway.apiKey().length() >= SHORTEST_SECRET && text.contains(gateway.apiKey());
  }
}
