package io.happyhorse.feign;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A body to be read as it comes: a read waits for bytes on the reading thread, so long and no longer, and little more is fetched
 * than is read. Closing it before its end lets go of the connection.
 */
final class TimeoutBodySubscriber extends InputStream implements BodySubscriber<InputStream> {
  /** How many lots of bytes, of 16 KiB at most each, may wait to be read. */
  private static final int AHEAD = 32;

  private final LongSupplier nanosToWait;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
  private @Nullable Subscription subscription;
  private int asked;
  private boolean ended;
  private @Nullable Throwable trouble;
  private boolean closed;

  /**
   * Takes how long to wait.
   *
   * @param nanosToWait is asked at the beginning of each read how long it may take
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
    change(() -> {
      subscription = given;
      asked = AHEAD;
    });
    if (isClosed()) {
      given.cancel();
    } else {
      given.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> lot) {
    change(() -> {
      asked--;
      if (!closed) {
        waiting.addAll(lot);
      }
    });
  }

  @Override
  public void onError(Throwable error) {
    change(() -> trouble = error);
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

  /** Reads as many of the bytes as there are, and waits only if there are none. */
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = 0;
    lock.lock();
    try {
      if (!isReadable()) {
        return -1;
      }
      while (read < length && !waiting.isEmpty()) {
        ByteBuffer next = waiting.element();
        int part = Math.min(length - read, next.remaining());
        next.get(into, offset + read, part);
        read += part;
        if (!next.hasRemaining()) {
          waiting.remove();
        }
      }
    } finally {
      lock.unlock();
    }
    askForMore();
    return read;
  }

  /** Asks for more once half of what may wait has been read. */
  private void askForMore() {
    Subscription from;
    int more;
    lock.lock();
    try {
      from = subscription;
      more = AHEAD - asked - waiting.size();
      if (from == null || more < AHEAD / 2) {
        return;
      }
      asked += more;
    } finally {
      lock.unlock();
    }
    from.request(more);
  }

  /** Waits for bytes; returns false at the end. */
  private boolean isReadable() throws IOException {
    long left = nanosToWait.getAsLong();
    try {
      while (true) {
        waiting.removeIf(bytes -> !bytes.hasRemaining());
        if (closed) {
          throw new IOException("closed");
        }
        if (!waiting.isEmpty() || ended) {
          return !waiting.isEmpty();
        }
        if (trouble != null) {
          throw new IOException(trouble.getMessage(), trouble);
        }
        if (left <= 0) {
          throw new HttpTimeoutException("no byte came in time");
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
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (from != null) {
      from.cancel();
    }
  }
}
