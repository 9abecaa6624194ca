package io.happyhorse.core.watch;

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
        runHarmlessly(callback);
      } finally {
        isCallback.remove();
      }
    };
    if (!isTakenBy(supplied, marked) && !isTakenBy(own, marked)) {
      threads
          .newThread(marked)
          .start(); // closed in between: even so, nobody must miss the end of a wait
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

  /** Runs what others wrote; what it throws goes where uncaught errors of the thread go, and ends nothing. */
  @SuppressWarnings("CatchingUnchecked")
  static void runHarmlessly(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable callersOwn) {
      Thread thread = Thread.currentThread();
      try {
        thread.getUncaughtExceptionHandler().uncaughtException(thread, callersOwn);
      } catch (Throwable handlersOwn) {
        callersOwn.addSuppressed(handlersOwn); // nobody is left to be told
      }
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
    threads.awaitEnd(atMost);
  }

  /**
   * Waits a while for the callbacks of these handles, then ends those whose callbacks have not come to it, because one before
   * them hangs or their executor has forgotten them.
   */
  void tellRest(List<TaskHandle> handles, Duration patience) {
    if (isCallingNow()) {
      return;
    }
    awaitAll(handles, patience);
    List<TaskHandle> untold =
        handles.stream().filter(handle -> !handle.future.isDone()).toList();
    if (!untold.isEmpty()) {
      threads.newThread(() -> untold.forEach(TaskHandle::failNow)).start();
      awaitAll(handles, patience);
    }
  }

  private static void awaitAll(List<TaskHandle> handles, Duration patience) {
    CompletableFuture<Void> all = CompletableFuture.allOf(
        handles.stream().map(handle -> handle.future).toArray(CompletableFuture[]::new));
    try {
      all.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | CancellationException ended) {
      return; // with their errors, as they should, or too late
    }
  }
}
