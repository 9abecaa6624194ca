package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.TimedFuture;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handle's future, which receives what its wait tells. It waits in the watcher's time, and lets go of the wait when it is completed
 * from outside; its stages do not.
 */
final class HandleFuture extends TimedFuture<VideoTask> implements WaitRecipient {
  private final WaitControl control;
  private final @Nullable TaskListener listener;
  private @Nullable OpenWait wait;
  private @Nullable Queue<Effect.ToRecipient> untold;

  HandleFuture(WaitControl control, @Nullable TaskListener listener) {
    this.control = control;
    this.listener = listener;
  }

  /** Says which wait this is of; once, before it is handed out. */
  void bind(OpenWait value) {
    wait = value;
  }

  OpenWait openWait() {
    return Objects.requireNonNull(wait);
  }

  WaitControl control() {
    return control;
  }

  @Override
  public boolean isListening() {
    return listener != null;
  }

  @Override
  public synchronized boolean enqueue(Effect.ToRecipient effect) {
    Queue<Effect.ToRecipient> waiting = untold;
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    boolean idle = untold == null;
    untold = waiting;
    return waiting.add(effect) && idle;
  }

  @Override
  public void drain() {
    for (Effect.ToRecipient next = nextUntold(); next != null; next = nextUntold()) {
      Effect.ToRecipient effect = next;
      SafeCalls.run(() -> tell(effect));
    }
  }

  private synchronized Effect.@Nullable ToRecipient nextUntold() {
    Effect.ToRecipient next = untold == null ? null : untold.poll();
    if (next == null) {
      untold = null;
    }
    return next;
  }

  private void tell(Effect.ToRecipient effect) {
    if (effect instanceof Effect.Tell tell && listener != null) {
      listener.onObservation(tell.observation());
    } else if (effect instanceof Effect.Finish finish) {
      boolean unused = super.complete(finish.task());
    } else if (effect instanceof Effect.Fail fail) {
      fail(fail.error());
    }
  }

  private void fail(WaitException error) {
    boolean unused = super.completeExceptionally(error);
  }

  /** Fails at once, as the last resort of closing. */
  void failNow() {
    fail(new WatcherClosedException(control.details(openWait())));
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
      control.forget(openWait());
    }
    return completedNow;
  }

  @Override
  protected TimeSource time() {
    return control.time();
  }

  @Override
  protected void beforeWait() {
    control.refuseCallbacks(openWait().task.id);
  }

  /** Returns this future, for code outside of the watcher. */
  HandleFuture exposed() {
    endWithTime();
    return this;
  }

  /** Returns what a virtual time calls its callbacks. */
  @Override
  public String toString() {
    return "a callback of task " + openWait().task.id;
  }
}
