package io.happyhorse.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The responses that are held back, each of which occupies a thread of the server. Beyond a maximum number, the oldest response is
 * released, since its client has probably given up. All responses are released when the server stops. Thread-safe.
 */
final class StalledResponses {
  /** The maximum number of responses that are held back. */
  static final int MAX_HELD = 32;

  private static final Duration UNLIMITED = Duration.ofDays(365);

  private final Queue<CountDownLatch> held = new ArrayDeque<>();
  private boolean closed;

  /** Blocks the calling thread until it is released. */
  void holdUntilReleased() throws InterruptedException {
    boolean unused = hold(UNLIMITED);
  }

  /**
   * Blocks the calling thread for a duration.
   *
   * @return whether the whole duration has passed
   */
  boolean hold(Duration duration) throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    synchronized (this) {
      if (closed) {
        return false;
      }
      if (held.size() == MAX_HELD) {
        held.remove().countDown();
      }
      held.add(latch);
    }
    boolean released = latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    synchronized (this) {
      held.remove(latch);
    }
    return !released;
  }

  synchronized void close() {
    closed = true;
    held.forEach(CountDownLatch::countDown);
    held.clear();
  }
}
