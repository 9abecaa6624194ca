package io.happyhorse.examples.jdk;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A body that is sent at most once. The JDK's client calls {@code contentLength()} just before it writes the head of a request to an
 * open connection. If it repeated the request, it would call the method a second time, which fails. Thread-safe.
 */
final class OneShotBody implements BodyPublisher {
  private final BodyPublisher bytes;
  private final AtomicReference<State> state = new AtomicReference<>(State.UNSENT);

  private enum State {
    UNSENT,
    BEGUN,
    ABANDONED
  }

  OneShotBody(byte[] body) {
    this.bytes = BodyPublishers.ofByteArray(body);
  }

  /** Prevents further sending. Returns false if bytes may have been sent before. */
  boolean abandon() {
    return state.compareAndSet(State.UNSENT, State.ABANDONED);
  }

  @Override
  public long contentLength() {
    if (!state.compareAndSet(State.UNSENT, State.BEGUN)) {
      throw new IllegalStateException("the request must not be sent again");
    }
    return bytes.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    bytes.subscribe(subscriber);
  }
}
