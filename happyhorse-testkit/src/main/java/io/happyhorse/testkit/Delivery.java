package io.happyhorse.testkit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one query is answered: what is sent, when, and how it ends. {@link HttpDelivery} renders it to a socket, {@link
 * InMemoryTaskQuery} to an observation or an error; neither knows the faults.
 *
 * @param response what is sent
 * @param isObservation whether the client learns the state of the task from it
 * @param before how long until the body begins
 * @param during how long the body takes
 * @param sent how many bytes of the body are sent
 * @param ending what happens after them
 * @param requests how many consecutive requests count as one query
 */
record Delivery(
    FakeResponse response,
    boolean isObservation,
    Duration before,
    Duration during,
    int sent,
    Ending ending,
    int requests) {
  /** How a response ends. */
  enum Ending {
    /** As HTTP says. */
    NORMAL,
    /** The connection is reset before anything is sent. */
    RESET,
    /** The connection is closed in the middle of the body. */
    CUT,
    /** Nothing more comes, and the connection stays open. */
    STALL
  }

  /** Returns the delivery of an observation to which nothing happens. */
  static Delivery of(TaskBody body) {
    return plain(FakeResponse.ok(body.bytes()), true);
  }

  /** Returns the delivery of something else than the observation. */
  static Delivery instead(FakeResponse response) {
    return plain(response, false);
  }

  private static Delivery plain(FakeResponse response, boolean isObservation) {
    return new Delivery(
        response,
        isObservation,
        Duration.ZERO,
        Duration.ZERO,
        response.body().length,
        Ending.NORMAL,
        1);
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

  /** Returns until when a client is asked to stay away; null if it is not. */
  @Nullable
  Instant notBefore(Instant now) {
    RetryAfterHeader retryAfter = response.retryAfter();
    return retryAfter == null ? null : retryAfter.endsAt(now);
  }
}
