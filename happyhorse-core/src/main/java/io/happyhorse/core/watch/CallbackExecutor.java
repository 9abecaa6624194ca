package io.happyhorse.core.watch;

import io.happyhorse.core.internal.DaemonThreads;
import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where listeners and futures run: the caller's executor, or one thread of our own. */
final class CallbackExecutor {
  private static final long IDLE_SECONDS = 90;

  private final @Nullable Executor supplied;
  private final DaemonThreads threads = new DaemonThreads("happyhorse-callback");
  private final ThreadPoolExecutor own;
  private final ThreadLocal<Boolean> isCallback = ThreadLocal.withInitial(() -> false);

  CallbackExecutor(@Nullable Executor supplied) {
    this.supplied = supplied;
    this.own = new ThreadPoolExecutor(
        1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    own.allowCoreThreadTimeOut(true);
  }

  void execute(Runnable callback) {
    Runnable marked = () -> {
      isCallback.set(true);
      try {
        SafeCalls.run(callback);
      } finally {
        isCallback.remove();
      }
    };
    if (!isTakenBy(supplied, marked) && !isTakenBy(own, marked)) {
      threads
          .newThread(marked)
          .start(); // closed in between: the end of a wait must be told all the same
    }
  }

  private static boolean isTakenBy(@Nullable Executor executor, Runnable callback) {
    try {
      if (executor != null) {
        executor.execute(callback);
      }
      return executor != null;
    } catch (RuntimeException | Error refused) {
      return false;
    }
  }

  boolean isCallingNow() {
    return isCallback.get();
  }

  /** Lets the callbacks that are due run, and ends our own thread after them. */
  void shutDown() {
    own.shutdown();
  }

  void awaitEnd(Duration atMost) throws InterruptedException {
    threads.awaitEnd(atMost, TimeSource.system()::nanoTime);
  }

  /**
   * Waits a while for the callbacks of these futures, then ends those whose callbacks have not come to it, because one before
   * them hangs or their executor has forgotten them.
   */
  void tellRest(List<HandleFuture> futures, Duration patience) {
    if (isCallingNow()) {
      return;
    }
    awaitAll(futures, patience);
    List<HandleFuture> untold =
        futures.stream().filter(future -> !future.isDone()).toList();
    if (!untold.isEmpty()) {
      threads.newThread(() -> untold.forEach(HandleFuture::failNow)).start();
      awaitAll(futures, patience);
    }
  }

  private static void awaitAll(List<HandleFuture> futures, Duration patience) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    try {
      all.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | CancellationException ended) {
      return; // with their errors, as they should, or too late
    }
  }
}
