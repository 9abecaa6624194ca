package io.happyhorse.core.download;

import io.happyhorse.core.internal.DaemonThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs each task at once, on daemon threads that end when they are idle. Thread-safe. */
final class IdleThreads implements Executor {
  private static final long IDLE_SECONDS = 10;

  private final ThreadPoolExecutor pool;

  /**
   * Creates an executor without threads.
   *
   * @param name the prefix of the thread names
   */
  IdleThreads(String name) {
    pool = new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new DaemonThreads(name));
  }

  /** Runs a task; throws an {@code OutOfMemoryError} if there can be no further thread. */
  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /** Ends idle threads at once. */
  void close() {
    pool.setKeepAliveTime(0, TimeUnit.SECONDS);
  }
}
