package io.happyhorse.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A response of the fake gateway to a query.
 *
 * @param status the HTTP status
 * @param contentType the header {@code Content-Type}; empty for none
 * @param body the body
 * @param retryAfter the header {@code Retry-After}; null for none
 * @param redirectPath where it redirects to: a path at another origin; null if it does not redirect
 */
@SuppressWarnings("ArrayRecordComponent") // responses are never compared
record FakeResponse(
    int status,
    String contentType,
    byte[] body,
    @Nullable RetryAfterHeader retryAfter,
    @Nullable String redirectPath) {
  static FakeResponse ok(byte[] json) {
    return new FakeResponse(200, ErrorBodies.JSON, json, null, null);
  }

  static FakeResponse redirect(String path) {
    return new FakeResponse(302, "", new byte[0], null, path);
  }

  FakeResponse withRetryAfter(RetryAfterHeader value) {
    return new FakeResponse(status, contentType, body, value, redirectPath);
  }

  FakeResponse withContentType(String value) {
    return new FakeResponse(status, value, body, retryAfter, redirectPath);
  }
}
