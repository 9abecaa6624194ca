package io.happyhorse.testkit;

import io.happyhorse.core.wire.GatewayResponse;
import java.time.Duration;

/**
 * What can happen to the response to a query. Choose the query with {@link TaskScript#onQuery}, {@link FakeGateway#onShareOfQueries} or
 * {@link FakeGateway#during}.
 *
 * <ul>
 *   <li>Transport: {@link #connectionReset()}, {@link #delay}, {@link #slowBody}, {@link #stalledBody()}, {@link #truncatedBody()},
 *       {@link #oversizedBody()}, {@link #redirect()}, {@link #contentType}.
 *   <li>Another response: {@link #status}, {@link #response}, and those of the gateway and of proxies before it, ready-made:
 *       {@link GatewayErrors}.
 * </ul>
 *
 * <p>{@link #delay} and {@link #slowBody} bring the observation late, {@link #contentType} mislabels it; all others spoil it. A spoilt
 * query does not count for states of a script that last a number of queries.
 *
 * <p>In memory, delays and stalls pass in the gateway's time. Over HTTP they pass in real time, since the client waits at a real
 * socket (delays and slow bodies faster under an {@link AcceleratedTime}): a virtual time stands still meanwhile, so keep such waits
 * well below 30 s. At most 32 responses are held back at once; then the oldest is broken off.
 *
 * <p>Immutable.
 */
public abstract sealed class Fault permits ResponseFault, TransportFault {
  private static final int OVERSIZED = 2 << 20;
  private static final int SENT_BY_THE_JDK = 2;

  Fault() {}

  /** Returns how a query is answered that would get this body. */
  abstract Delivery deliver(TaskBody body);

  /**
   * Returns a response with an empty body.
   *
   * @param status the HTTP status, 200 to 599
   * @return the fault
   */
  public static ResponseFault status(int status) {
    return response(status, "", "");
  }

  /**
   * Returns a response with a body of any kind.
   *
   * @param status the HTTP status, 200 to 599
   * @param contentType the header {@code Content-Type}; empty for none
   * @param body the body; may be empty
   * @return the fault
   */
  public static ResponseFault response(int status, String contentType, String body) {
    return new ResponseFault(status, contentType, body);
  }

  /**
   * Returns a connection reset that holds for two requests: the JDK's own client sends a failed GET once more unasked, so that a
   * reset of one request alone would not be noticed.
   *
   * @return the fault
   */
  public static Fault connectionReset() {
    return connectionReset(SENT_BY_THE_JDK);
  }

  /**
   * Returns a connection reset for clients that send a failed request more or less often by themselves.
   *
   * @param requests the number of consecutive requests that count as one query, 1 or more
   * @return the fault
   */
  public static Fault connectionReset(int requests) {
    if (requests < 1) {
      throw new IllegalArgumentException(
          "A reset cannot hold for " + requests + " requests: use 1 or more.");
    }
    return new TransportFault("connection reset", body -> Delivery.of(body).reset(requests));
  }

  /**
   * Returns a late response.
   *
   * @param duration how late, zero or more
   * @return the fault
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
   * Returns a response whose body comes in small pieces.
   *
   * @param duration how long the whole body takes, zero or more
   * @return the fault
   */
  public static Fault slowBody(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("A body cannot take " + duration + ": use zero or more.");
    }
    return new TransportFault(
        "body sent within " + duration, body -> Delivery.of(body).within(duration));
  }

  /**
   * Returns a response whose headers come at once and whose body never comes.
   *
   * @return the fault
   */
  public static Fault stalledBody() {
    return new TransportFault(
        "body stalled", body -> Delivery.of(body).endingAfter(0, Delivery.Ending.STALL));
  }

  /**
   * Returns a response whose body ends in the middle, shorter than its {@code Content-Length}.
   *
   * @return the fault
   */
  public static Fault truncatedBody() {
    return new TransportFault(
        "body truncated",
        body -> Delivery.of(body).endingAfter(body.size() / 2, Delivery.Ending.CUT));
  }

  /**
   * Returns the right response with so many blanks behind it that it has 2 MiB.
   *
   * @return the fault
   */
  public static Fault oversizedBody() {
    return oversizedBody(OVERSIZED);
  }

  /**
   * Returns the right response with blanks behind it.
   *
   * @param bytes the length of the body, more than 1 MiB
   * @return the fault
   */
  public static Fault oversizedBody(int bytes) {
    if (bytes <= GatewayResponse.MAX_BODY) {
      throw new IllegalArgumentException(
          "A body of " + bytes + " bytes is not oversized: use more than 1 MiB.");
    }
    return new TransportFault(
        "body of " + bytes + " bytes",
        body -> Delivery.instead(FakeResponse.ok(body.padded(bytes))));
  }

  /**
   * Returns a redirect to another origin, which records a request that brings a key there.
   *
   * @return the fault
   */
  public static Fault redirect() {
    return new TransportFault(
        "redirect to another origin",
        body -> Delivery.instead(FakeResponse.redirect(HttpDelivery.REDIRECTED + body.taskId())));
  }

  /**
   * Returns the right response under a wrong {@code Content-Type}.
   *
   * @param value what it claims to be, such as {@code text/html}
   * @return the fault
   */
  public static Fault contentType(String value) {
    return new TransportFault(
        "response as " + value, body -> Delivery.of(body).withContentType(value));
  }
}
