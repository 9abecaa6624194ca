package io.happyhorse.core.watch;

import io.happyhorse.core.task.VideoTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A handle's future, which lets the handle know when somebody outside completes it. */
final class HandleFuture extends CompletableFuture<VideoTask> {
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

  /** Dependent stages are plain futures: completing one touches nobody. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
