package io.happyhorse.core.watch;

import io.happyhorse.core.internal.DaemonThreads;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where polls run: the caller's executor, or a bounded pool of our own. */
final class PollExecutor {
  /** Longer than the longest interval, so that few tasks do not need a new thread for each poll. */
  private static final long IDLE_SECONDS = 90;

  private final @Nullable Executor supplied;
  private final DaemonThreads threads = new DaemonThreads("happyhorse-poll");
  private final ThreadPoolExecutor own;

  PollExecutor(@Nullable Executor supplied, int size) {
    this.supplied = supplied;
    this.own = new ThreadPoolExecutor(
        size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    own.allowCoreThreadTimeOut(true);
  }

  void execute(Runnable poll) {
    if (supplied == null) {
      own.execute(poll);
    } else {
      supplied.execute(poll);
    }
  }

  /** Makes room for another thread beside one that does not come back. */
  void addThread() {
    own.setMaximumPoolSize(own.getMaximumPoolSize() + 1);
    own.setCorePoolSize(own.getCorePoolSize() + 1);
  }

  void shutDown() {
    own.shutdownNow().forEach(Runnable::run); // abandoned, they only return
  }

  void awaitEnd(Duration atMost) throws InterruptedException {
    threads.awaitEnd(atMost, TimeSource.system()::nanoTime);
  }
}
