package io.happyhorse.testkit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The response to one query or submission: what is sent, when, and how it ends. {@link HttpDelivery} sends it over a socket, {@link
 * InMemoryTaskQuery} and {@link InMemoryTaskSubmit} turn it into a result or an error. These classes are independent of the faults.
 *
 * @param response what is sent
 * @param isObservation whether the response contains the state of the task
 * @param before the delay before the body
 * @param during the duration of the body
 * @param sent the number of bytes of the body that are sent; {@link #ALL} for all bytes
 * @param ending the ending after them
 * @param requests the number of consecutive requests that count as one query
 */
record Delivery(
    FakeResponse response,
    boolean isObservation,
    Duration before,
    Duration during,
    int sent,
    Ending ending,
    int requests) {
  static final int ALL = Integer.MAX_VALUE;

  /** How a response ends. */
  enum Ending {
    /** The body is complete. */
    NORMAL,
    /** The connection is reset before anything is sent. */
    RESET,
    /** The connection is closed within the body. */
    CUT,
    /** No more bytes are sent, and the connection stays open. */
    STALL
  }

  /** Returns the delivery of an observation without a fault. */
  static Delivery of(TaskBody body) {
    return plain(FakeResponse.ok(body::bytes), true);
  }

  /** Returns the delivery of a response that replaces the observation. */
  static Delivery instead(FakeResponse response) {
    return plain(response, false);
  }

  private static Delivery plain(FakeResponse response, boolean isObservation) {
    return new Delivery(
        response, isObservation, Duration.ZERO, Duration.ZERO, ALL, Ending.NORMAL, 1);
  }

  Delivery after(Duration value) {
    return new Delivery(response, isObservation, value, during, sent, ending, requests);
  }

  Delivery within(Duration value) {
    return new Delivery(response, isObservation, before, value, sent, ending, requests);
  }

  Delivery withContentType(String value) {
    return new Delivery(
        response.withContentType(value), isObservation, before, during, sent, ending, requests);
  }

  Delivery endingAfter(int bytes, Ending value) {
    return new Delivery(response, false, before, during, bytes, value, requests);
  }

  Delivery reset(int times) {
    return new Delivery(response, false, before, during, 0, Ending.RESET, times);
  }

  boolean isAtOnce() {
    return before.isZero() && during.isZero();
  }

  /** Returns when the client may send the next request; null if the response has no {@code Retry-After}. */
  @Nullable
  Instant notBefore(Instant now) {
    RetryAfterHeader retryAfter = response.retryAfter();
    return retryAfter == null ? null : retryAfter.endsAt(now);
  }
}
