package io.happyhorse.testkit;

import io.happyhorse.core.wire.GatewayResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response of the fake gateway.
 *
 * @param status the HTTP status
 * @param contentType the header {@code Content-Type}; empty for none
 * @param content returns the bytes of the body, which must not be modified
 * @param retryAfter the header {@code Retry-After}; null for none
 * @param redirectPath the path at another origin that it redirects to; null if it is no redirect
 */
record FakeResponse(
    int status,
    String contentType,
    Supplier<byte[]> content,
    @Nullable RetryAfterHeader retryAfter,
    @Nullable String redirectPath) {
  /** Returns the content that consists of a text in UTF-8. */
  static Supplier<byte[]> bytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return () -> bytes;
  }

  byte[] body() {
    return content.get();
  }

  static FakeResponse ok(Supplier<byte[]> json) {
    return new FakeResponse(200, ErrorBodies.JSON, json, null, null);
  }

  static FakeResponse text(int status, String contentType, String body) {
    return new FakeResponse(status, contentType, bytes(body), null, null);
  }

  static FakeResponse redirect(String path) {
    return new FakeResponse(302, "", bytes(""), null, path);
  }

  FakeResponse withRetryAfter(RetryAfterHeader value) {
    return new FakeResponse(status, contentType, content, value, redirectPath);
  }

  /** Returns the response as a client sees it, without a request id. */
  GatewayResponse received(Instant now) {
    return new GatewayResponse(
        status, contentType, null, retryAfter == null ? null : retryAfter.value(now), now, body());
  }

  FakeResponse withContentType(String value) {
    return new FakeResponse(status, value, content, retryAfter, redirectPath);
  }
}
