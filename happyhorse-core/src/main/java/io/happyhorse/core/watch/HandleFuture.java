package io.happyhorse.core.watch;

import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.TimedFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A handle's future. It waits in the watcher's time, and tells the handle when it is completed from outside; its stages do not.
 */
final class HandleFuture extends TimedFuture<VideoTask> {
  private final TaskHandle handle;

  HandleFuture(TaskHandle handle) {
    this.handle = handle;
  }

  void finish(VideoTask task) {
    boolean unused = super.complete(task);
  }

  void fail(Throwable error) {
    boolean unused = super.completeExceptionally(error);
  }

  @Override
  public boolean complete(VideoTask value) {
    return noted(super.complete(value));
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // what the supplier throws is the outcome
  public CompletableFuture<VideoTask> completeAsync(
      Supplier<? extends VideoTask> supplier, Executor executor) {
    executor.execute(() -> {
      try {
        boolean unused = complete(supplier.get());
      } catch (Throwable thrown) {
        boolean unused = completeExceptionally(thrown);
      }
    });
    return this;
  }

  @Override
  public boolean completeExceptionally(Throwable error) {
    return noted(super.completeExceptionally(error));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return noted(super.cancel(mayInterruptIfRunning));
  }

  private boolean noted(boolean completedNow) {
    if (completedNow) {
      handle.completedFromOutside();
    }
    return completedNow;
  }

  @Override
  protected TimeSource time() {
    return handle.time();
  }

  @Override
  protected void beforeWait() {
    handle.refuseCallbacks();
  }

  /** Returns this future, for code outside of the watcher. */
  HandleFuture exposed() {
    endWithTime();
    return this;
  }
}
