package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Response;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sends deliveries over a socket. Delays and stalls take real time. */
final class HttpDelivery {
  static final String REDIRECTED = "/redirected/";
  private static final int PIECES = 20;

  private final TimeSource time;
  private final StalledResponses held = new StalledResponses();

  HttpDelivery(TimeSource time) {
    this.time = time;
  }

  /**
   * Returns the server's response.
   *
   * @param otherOrigin the target of redirects
   */
  Response render(Delivery delivery, Instant now, String otherOrigin) {
    FakeResponse response = delivery.response();
    Response.Builder rendered = HttpResponses.of(
        response.status(), response.contentType(), headers(delivery, now, otherOrigin));
    if (delivery.ending() == Delivery.Ending.RESET) {
      return rendered.fault(Fault.CONNECTION_RESET_BY_PEER).build();
    }
    return isPlain(delivery)
        ? rendered.body(response.body()).build()
        : rendered.body(() -> stream(delivery)).build();
  }

  private static boolean isPlain(Delivery delivery) {
    return delivery.isAtOnce() && delivery.ending() == Delivery.Ending.NORMAL;
  }

  private static HttpHeader[] headers(Delivery delivery, Instant now, String otherOrigin) {
    FakeResponse response = delivery.response();
    List<HttpHeader> headers = new ArrayList<>();
    if (response.retryAfter() != null) {
      headers.add(new HttpHeader("Retry-After", response.retryAfter().value(now)));
    }
    if (response.redirectPath() != null) {
      headers.add(new HttpHeader("Location", otherOrigin + response.redirectPath()));
    }
    if (delivery.ending() != Delivery.Ending.RESET && response.body().length > 0) {
      headers.add(new HttpHeader("Content-Length", Integer.toString(response.body().length)));
    }
    return headers.toArray(HttpHeader[]::new);
  }

  private SentStream stream(Delivery delivery) {
    return new SentStream(
        delivery.response().body(), delivery.sent(), (bytes, to) -> send(delivery, bytes, to));
  }

  private void send(Delivery delivery, InputStream bytes, OutputStream to)
      throws IOException, InterruptedException {
    if (!delivery.before().isZero() && !held.hold(real(delivery.before()))) {
      return;
    }
    if (delivery.during().isZero()) {
      bytes.transferTo(to);
    } else if (!sendSlowly(delivery, bytes, to)) {
      return;
    }
    switch (delivery.ending()) {
      case NORMAL, RESET -> {}
      case CUT -> SentStream.hangUp(bytes, to);
      case STALL -> {
        to.flush();
        held.holdUntilReleased();
      }
    }
  }

  /** Sends the bytes in small pieces, and returns whether all were sent. */
  private boolean sendSlowly(Delivery delivery, InputStream bytes, OutputStream to)
      throws IOException, InterruptedException {
    Duration pause = real(delivery.during()).dividedBy(PIECES);
    int size = Math.min(delivery.sent(), delivery.response().body().length) / PIECES + 1;
    for (byte[] piece = bytes.readNBytes(size); piece.length > 0; piece = bytes.readNBytes(size)) {
      to.write(piece);
      to.flush();
      if (!held.hold(pause)) {
        return false;
      }
    }
    return true;
  }

  private Duration real(Duration duration) {
    return time instanceof AcceleratedTime accelerated ? accelerated.inReal(duration) : duration;
  }

  /** Ends all stalled responses. */
  void release() {
    held.close();
  }
}
