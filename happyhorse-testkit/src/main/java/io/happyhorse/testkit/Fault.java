package io.happyhorse.testkit;

import io.happyhorse.core.wire.GatewayResponse;
import java.time.Duration;

/**
 * A fault of the response to a query. Select the query with {@link TaskScript#onQuery}, {@link FakeGateway#onShareOfQueries} or
 * {@link FakeGateway#during}.
 *
 * <ul>
 *   <li>Transport: {@link #connectionReset()}, {@link #delay}, {@link #slowBody}, {@link #stalledBody()}, {@link #truncatedBody()},
 *       {@link #oversizedBody()}, {@link #redirect()}, {@link #contentType}.
 *   <li>Another response: {@link #status}, {@link #response}, and the errors of the gateway and of reverse proxies in
 * {@link GatewayErrors}.
 * </ul>
 *
 * <p>{@link #delay} and {@link #slowBody} delay the observation, and {@link #contentType} mislabels it. With all other faults, the
 * client receives no observation, and the query does not count for states that last a number of queries.
 *
 * <p>In memory, delays and stalls take the gateway's time. Over HTTP they take real time, since the client waits at a real socket; an
 * {@link AcceleratedTime} shortens delays and slow bodies. A virtual time stands still during such a wait, so keep it well below 30 s.
 * At most 32 responses are held back at the same time; beyond that, the oldest one is aborted.
 *
 * <p>Immutable.
 */
public abstract sealed class Fault permits ResponseFault, TransportFault {
  private static final int OVERSIZED = 2 << 20;
  private static final int SENT_BY_THE_JDK = 2;

  Fault() {}

  /** Returns the delivery of a body with this fault. */
  abstract Delivery deliver(TaskBody body);

  /**
   * Returns a response with an empty body.
   *
   * @param status the HTTP status, 200 to 599
   */
  public static ResponseFault status(int status) {
    return response(status, "", "");
  }

  /**
   * Returns a response with a given body.
   *
   * @param status the HTTP status, 200 to 599
   * @param contentType the header {@code Content-Type}; empty for none
   * @param body the body; may be empty
   */
  public static ResponseFault response(int status, String contentType, String body) {
    return new ResponseFault(status, contentType, body);
  }

  /**
   * Returns a connection reset of two consecutive requests. The JDK's client repeats a failed GET once by itself, so a reset of one
   * request would have no effect.
   */
  public static Fault connectionReset() {
    return connectionReset(SENT_BY_THE_JDK);
  }

  /**
   * Returns a connection reset of a given number of requests, for clients that repeat failed requests more or less often.
   *
   * @param requests the number of consecutive requests that count as one query, 1 or more
   */
  public static Fault connectionReset(int requests) {
    if (requests < 1) {
      throw new IllegalArgumentException(
          "A reset cannot affect " + requests + " requests: use 1 or more.");
    }
    return new TransportFault("connection reset", body -> Delivery.of(body).reset(requests));
  }

  /**
   * Returns a delayed response.
   *
   * @param duration the delay, zero or more
   */
  public static Fault delay(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "A response cannot be delayed by " + duration + ": use zero or more.");
    }
    return new TransportFault(
        "response delayed by " + duration, body -> Delivery.of(body).after(duration));
  }

  /**
   * Returns a response whose body is sent slowly, in small pieces.
   *
   * @param duration the duration of the whole body, zero or more
   */
  public static Fault slowBody(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("A body cannot take " + duration + ": use zero or more.");
    }
    return new TransportFault(
        "body sent within " + duration, body -> Delivery.of(body).within(duration));
  }

  /** {@return a response whose headers are sent at once and whose body is never sent} */
  public static Fault stalledBody() {
    return new TransportFault(
        "body stalled", body -> Delivery.of(body).endingAfter(0, Delivery.Ending.STALL));
  }

  /** {@return a response whose body is shorter than its {@code Content-Length}} */
  public static Fault truncatedBody() {
    return new TransportFault(
        "body truncated",
        body -> Delivery.of(body).endingAfter(body.size() / 2, Delivery.Ending.CUT));
  }

  /** {@return the correct response, padded with blanks to 2 MiB} */
  public static Fault oversizedBody() {
    return oversizedBody(OVERSIZED);
  }

  /**
   * Returns the correct response, padded with blanks.
   *
   * @param bytes the length of the body, more than 1 MiB
   */
  public static Fault oversizedBody(int bytes) {
    if (bytes <= GatewayResponse.MAX_BODY) {
      throw new IllegalArgumentException(
          "A body of " + bytes + " bytes is not oversized: use more than 1 MiB.");
    }
    return new TransportFault("body of " + bytes + " bytes", body -> {
      byte[] padded = body.padded(bytes);
      return Delivery.instead(FakeResponse.ok(() -> padded));
    });
  }

  /** Returns a redirect to another origin. The gateway records if a request there contains the key. */
  public static Fault redirect() {
    return new TransportFault(
        "redirect to another origin",
        body -> Delivery.instead(FakeResponse.redirect(HttpDelivery.REDIRECTED + body.taskId())));
  }

  /**
   * Returns the correct response with another {@code Content-Type}.
   *
   * @param value the header, such as {@code text/html}
   */
  public static Fault contentType(String value) {
    return new TransportFault(
        "response as " + value, body -> Delivery.of(body).withContentType(value));
  }
}
