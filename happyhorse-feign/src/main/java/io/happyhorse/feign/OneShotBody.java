package io.happyhorse.feign;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The body of a request that must not be sent twice. The JDK's client calls {@code contentLength()} just before it writes the head of
 * a request to an open connection. It calls it again if it repeats a request, as it does with
 * {@code jdk.httpclient.enableAllMethodRetry}. The second call fails before a byte of the second request is sent.
 *
 * <p>Thread-safe.
 */
final class OneShotBody implements BodyPublisher {
  private final BodyPublisher bytes;
  private final AtomicReference<State> state = new AtomicReference<>(State.UNSENT);
  private final AtomicBoolean subscribed = new AtomicBoolean();

  private enum State {
    /** No byte of the request has been sent. */
    UNSENT,
    /** Bytes may have been sent. */
    BEGUN,
    /** No byte has been sent, and none will be. */
    ABANDONED
  }

  OneShotBody(byte[] body) {
    this.bytes = BodyPublishers.ofByteArray(body);
  }

  /**
   * Prevents the request from being sent, unless sending has begun.
   *
   * @return true if nothing was sent; false if bytes may have been sent
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
