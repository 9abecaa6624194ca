package io.happyhorse.feign;

import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the head of a response and the body that has arrived. If a connection breaks soon after the head, the JDK's client throws and
 * returns neither.
 */
final class RecordingBodyHandler implements BodyHandler<@Nullable InputStream> {
  private final Supplier<TimeoutBodySubscriber> bodies;
  private volatile @Nullable Received received;

  /** The head and the body of a response. */
  record Received(ResponseInfo head, TimeoutBodySubscriber body) {}

  RecordingBodyHandler(Supplier<TimeoutBodySubscriber> bodies) {
    this.bodies = bodies;
  }

  @Override
  public BodySubscriber<@Nullable InputStream> apply(ResponseInfo head) {
    TimeoutBodySubscriber body = bodies.get();
    received = new Received(head, body);
    return body;
  }

  /** Returns the received part; null if no head has arrived. */
  @Nullable
  Received received() {
    return received;
  }
}
