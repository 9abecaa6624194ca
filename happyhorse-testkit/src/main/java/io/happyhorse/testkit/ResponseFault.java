package io.happyhorse.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An HTTP response instead of the observation. Immutable. */
public final class ResponseFault extends Fault {
  private final FakeResponse response;

  ResponseFault(int status, String contentType, String body) {
    this(new FakeResponse(status, contentType, body.getBytes(StandardCharsets.UTF_8), null, null));
  }

  private ResponseFault(FakeResponse response) {
    if (response.status() < 200 || response.status() > 599) {
      throw new IllegalArgumentException(
          "A response cannot have the HTTP status " + response.status() + ": use 200 to 599.");
    }
    this.response = response;
  }

  /**
   * Adds the header {@code Retry-After} in seconds.
   *
   * @param pause how long, in whole seconds, zero or more
   * @return the longer response
   */
  public ResponseFault retryAfter(Duration pause) {
    return with(RetryAfterHeader.inSeconds(pause));
  }

  /**
   * Adds the header {@code Retry-After} as an HTTP date.
   *
   * @param pause how long after the response that date is, in whole seconds, zero or more
   * @return the longer response
   */
  public ResponseFault retryAfterAsDate(Duration pause) {
    return with(RetryAfterHeader.asDate(pause));
  }

  /**
   * Adds a header {@code Retry-After} that cannot be obeyed, such as {@code soon} or {@code -5}.
   *
   * @param header its text
   * @return the longer response
   */
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
