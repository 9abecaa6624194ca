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

/** Runs listeners and the stages of futures: on the caller's executor, or on one thread of its own. */
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
      boolean isWithinAnother = isCallback.get();
      isCallback.set(true);
      try {
        SafeCalls.run(callback);
      } finally {
        if (!isWithinAnother) {
          isCallback.remove();
        }
      }
    };
    if (!isTakenBy(supplied, marked) && !isTakenBy(own, marked)) {
      threads.newThread(marked).start(); // the executor is closed, but the callback must still run
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

  /** Lets submitted callbacks finish, then ends the own thread. */
  void shutDown() {
    own.shutdown();
  }

  void awaitEnd(Duration atMost) throws InterruptedException {
    threads.awaitEnd(atMost, TimeSource.system()::nanoTime);
  }

  /** Completes futures whose callbacks did not run, because an earlier one hangs or the executor dropped them. */
  void completeRest(List<HandleFuture> futures, Duration atMost) {
    List<HandleFuture> incomplete = incomplete(futures);
    if (!incomplete.isEmpty() && !isCallingNow()) {
      threads.newThread(() -> incomplete.forEach(HandleFuture::failNow)).start();
      List<HandleFuture> unused = awaitAll(incomplete, atMost);
    }
  }

  /** Waits a limited time for the callbacks of these futures, and returns those whose callbacks did not run. */
  List<HandleFuture> awaitAll(List<HandleFuture> futures, Duration atMost) {
    if (!isCallingNow() && !atMost.isNegative()) {
      await(futures, atMost);
    }
    return incomplete(futures);
  }

  private static void await(List<HandleFuture> futures, Duration atMost) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    try {
      all.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | CancellationException ended) {
      return; // the futures failed, as expected, or time is up
    }
  }

  private static List<HandleFuture> incomplete(List<HandleFuture> futures) {
    return futures.stream().filter(future -> !future.isDone()).toList();
  }
}
