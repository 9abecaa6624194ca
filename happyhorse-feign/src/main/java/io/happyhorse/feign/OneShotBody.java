package io.happyhorse.feign;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The body of a request that must not be sent twice. The JDK's client asks for the length just before it writes the head of a
 * request, on a connection that is ready, and it asks again if it sends a request again by itself, as
 * {@code jdk.httpclient.enableAllMethodRetry} makes it do. A second time fails, before a byte of the second request.
 *
 * <p>Thread-safe.
 */
final class OneShotBody implements BodyPublisher {
  private final BodyPublisher bytes;
  private final AtomicReference<State> state = new AtomicReference<>(State.UNSENT);
  private final AtomicBoolean subscribed = new AtomicBoolean();

  private enum State {
    /** No byte of the request has left. */
    UNSENT,
    /** Bytes may have left. */
    BEGUN,
    /** No byte has left, and none will. */
    ABANDONED
  }

  OneShotBody(byte[] body) {
    this.bytes = BodyPublishers.ofByteArray(body);
  }

  /**
   * Makes sure that nothing is sent from now on, unless it was before.
   *
   * @return true if nothing was sent; false if bytes may have left
   */
  boolean abandon() {
    return state.compareAndSet(State.UNSENT, State.ABANDONED) || state.get() == State.ABANDONED;
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
    if (state.get() == State.BEGUN && subscribed.compareAndSet(false, true)) {
      bytes.subscribe(subscriber);
    } else {
      subscriber.onSubscribe(new Nothing());
      subscriber.onError(new IllegalStateException("the request must not be sent again"));
    }
  }

  private static final class Nothing implements Subscription {
    @Override
    public void request(long count) {
      // nothing is published
    }

    @Override
    public void cancel() {
      // nothing is published
    }
  }
}
