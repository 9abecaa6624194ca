package io.happyhorse.core.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Makes daemon threads with names, and waits for them to end. Thread-safe. */
public final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger number = new AtomicInteger();
  private final List<Thread> alive = new CopyOnWriteArrayList<>();

  /**
   * Creates a factory.
   *
   * @param name what the names of its threads begin with
   */
  public DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
    thread.setDaemon(true);
    alive.removeIf(other -> other.getState() == Thread.State.TERMINATED);
    alive.add(thread);
    return thread;
  }

  /**
   * Waits until all threads but the calling one have ended.
   *
   * @param atMost how long to wait in all
   * @param nanoTime the clock to measure that with, in real nanoseconds
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void awaitEnd(Duration atMost, LongSupplier nanoTime) throws InterruptedException {
    long start = nanoTime.getAsLong();
    for (Thread thread : alive) {
      long left = atMost.minusNanos(nanoTime.getAsLong() - start).toMillis();
      if (left > 0 && thread != Thread.currentThread() && thread.getState() != Thread.State.NEW) {
        thread.join(left);
      }
    }
  }
}
