package io.happyhorse.feign;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A body that is read while it arrives. A read waits for bytes on the calling thread, up to a time limit. At most 512 KiB are buffered
 * in advance. Closing it before its end closes the connection.
 */
final class TimeoutBodySubscriber extends InputStream implements BodySubscriber<InputStream> {
  private final LongSupplier nanosToWait;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ReceivedBytes received = new ReceivedBytes();
  private @Nullable Subscription subscription;
  private boolean ended;
  private @Nullable Throwable failure;
  private boolean closed;

  /**
   * Creates a body.
   *
   * @param nanosToWait returns the time limit of a read; called at the beginning of each read
   */
  TimeoutBodySubscriber(LongSupplier nanosToWait) {
    this.nanosToWait = nanosToWait;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription given) {
    change(() -> subscription = given);
    if (isClosed()) {
      given.cancel();
    } else {
      requestMore();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> lot) {
    change(() -> received.add(closed ? List.of() : lot));
  }

  @Override
  public void onError(Throwable error) {
    change(() -> failure = error);
  }

  @Override
  public void onComplete() {
    change(() -> ended = true);
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Reads the available bytes, and waits only if there are none. */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read;
    lock.lock();
    try {
      if (!isReadable()) {
        return -1;
      }
      read = received.take(into, offset, length);
    } finally {
      lock.unlock();
    }
    requestMore();
    return read;
  }

  private void requestMore() {
    Subscription from;
    int lots;
    lock.lock();
    try {
      from = subscription;
      lots = from == null ? 0 : received.lotsToRequest();
    } finally {
      lock.unlock();
    }
    if (from != null && lots > 0) {
      from.request(lots);
    }
  }

  /** Waits for bytes; returns false at the end. */
  private boolean isReadable() throws IOException {
    long left = nanosToWait.getAsLong();
    try {
      while (true) {
        if (closed) {
          throw new IOException("closed");
        }
        if (!received.isEmpty() || ended) {
          return !received.isEmpty();
        }
        if (failure != null) {
          throw new IOException(failure.getMessage(), failure);
        }
        if (left <= 0) {
          throw new HttpTimeoutException("no byte arrived in time");
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      throw Http.interrupted(interrupted);
    }
  }

  @Override
  public void close() {
    Subscription from;
    lock.lock();
    try {
      from = closed || ended ? null : subscription;
      closed = true;
      received.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (from != null) {
      from.cancel();
    }
  }
}
