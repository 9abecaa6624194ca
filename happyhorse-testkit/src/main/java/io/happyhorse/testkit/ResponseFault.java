package io.happyhorse.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An HTTP response that replaces the observation. Immutable. */
public final class ResponseFault extends Fault {
  private final FakeResponse response;

  ResponseFault(int status, String contentType, String body) {
    this(FakeResponse.text(status, contentType, body));
  }

  private ResponseFault(FakeResponse response) {
    if (response.status() < 200 || response.status() > 599) {
      throw new IllegalArgumentException(
          "A response cannot have the HTTP status " + response.status() + ": use 200 to 599.");
    }
    this.response = response;
  }

  /** Adds the header {@code Retry-After} in seconds; the pause is in whole seconds, zero or more. */
  public ResponseFault retryAfter(Duration pause) {
    return with(RetryAfterHeader.inSeconds(pause));
  }

  /** Adds the header {@code Retry-After} as the HTTP date after the pause, which is in whole seconds, zero or more. */
  public ResponseFault retryAfterAsDate(Duration pause) {
    return with(RetryAfterHeader.asDate(pause));
  }

  /** Adds an invalid header {@code Retry-After}, such as {@code soon} or {@code -5}. */
  public ResponseFault retryAfterText(String header) {
    return with(new RetryAfterHeader(null, false, header));
  }

  private ResponseFault with(RetryAfterHeader retryAfter) {
    return new ResponseFault(response.withRetryAfter(retryAfter));
  }

  @Override
  Delivery deliver(TaskBody body) {
    return Delivery.instead(response);
  }

  FakeResponse response() {
    return response;
  }

  @Override
  public String toString() {
    @Nullable RetryAfterHeader retryAfter = response.retryAfter();
    return "HTTP " + response.status() + (retryAfter == null ? "" : ", " + retryAfter);
  }
}
