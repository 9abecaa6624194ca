package io.happyhorse.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Answers that are held back, each with a thread of the server. Beyond a number of them, the oldest is let go, since its client has
 * hardly waited that long; and all are when the server stops. Thread-safe.
 */
final class StalledResponses {
  /** The most answers that are held back at once. */
  static final int MOST = 32;

  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final Queue<CountDownLatch> held = new ArrayDeque<>();
  private boolean closed;

  /** Holds the calling thread until it is let go. */
  void holdForEver() throws InterruptedException {
    boolean unused = hold(FOR_EVER);
  }

  /**
   * Holds the calling thread.
   *
   * @return whether the whole time has passed
   */
  boolean hold(Duration duration) throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    synchronized (this) {
      if (closed) {
        return false;
      }
      if (held.size() == MOST) {
        held.remove().countDown();
      }
      held.add(latch);
    }
    boolean letGo = latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    synchronized (this) {
      held.remove(latch);
    }
    return !letGo;
  }

  synchronized void close() {
    closed = true;
    held.forEach(CountDownLatch::countDown);
    held.clear();
  }
}
