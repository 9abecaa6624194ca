package io.happyhorse.core.watch;

import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads with names, and waits for them to end. Thread-safe. */
final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger number = new AtomicInteger();
  private final List<Thread> alive = new CopyOnWriteArrayList<>();

  DaemonThreads(String name) {
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

  /** Waits until all threads but the calling one have ended, for so long of real time at most. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    long start = TimeSource.system().nanoTime();
    for (Thread thread : alive) {
      long left = atMost.minus(TimeSource.system().since(start)).toMillis();
      if (left > 0 && thread != Thread.currentThread() && thread.getState() != Thread.State.NEW) {
        thread.join(left);
      }
    }
  }
}
