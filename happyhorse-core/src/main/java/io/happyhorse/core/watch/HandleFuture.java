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
 * The future of a handle, which is the recipient of its wait. It uses the watcher's time source. Completing the future from outside
 * ends the wait; completing one of its stages does not.
 */
class HandleFuture extends TimedFuture<VideoTask> implements WaitRecipient {
  private final WaitControl control;
  private @Nullable OpenWait wait;
  private @Nullable Queue<Effect.ToRecipient> undelivered;

  HandleFuture(WaitControl control) {
    this.control = control;
  }

  static HandleFuture of(WaitControl control, @Nullable TaskListener listener) {
    return listener == null ? new HandleFuture(control) : new ListeningFuture(control, listener);
  }

  /** Sets the wait; called once, before the future is published. */
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
    return false;
  }

  @Override
  public synchronized boolean enqueue(Effect.ToRecipient effect) {
    Queue<Effect.ToRecipient> waiting = undelivered;
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    boolean idle = undelivered == null;
    undelivered = waiting;
    return waiting.add(effect) && idle;
  }

  @Override
  public void drain() {
    for (Effect.ToRecipient next = nextUndelivered(); next != null; next = nextUndelivered()) {
      Effect.ToRecipient effect = next;
      SafeCalls.run(() -> deliver(effect));
    }
  }

  private synchronized Effect.@Nullable ToRecipient nextUndelivered() {
    Effect.ToRecipient next = undelivered == null ? null : undelivered.poll();
    if (next == null) {
      undelivered = null;
    }
    return next;
  }

  private void deliver(Effect.ToRecipient effect) {
    if (effect instanceof Effect.Notify notify) {
      observed(notify.observation());
    } else if (effect instanceof Effect.Finish finish) {
      boolean unused = super.complete(finish.task());
    } else if (effect instanceof Effect.Fail fail) {
      fail(fail.error());
    }
  }

  /** Called with the observations if this recipient is listening. */
  void observed(TaskObservation observation) {}

  private void fail(WaitException error) {
    boolean unused = super.completeExceptionally(error);
  }

  /** Fails at once; used if closing cannot run the callbacks. */
  void failNow() {
    fail(new WatcherClosedException(control.details(openWait())));
  }

  @Override
  public boolean complete(VideoTask value) {
    return endWaitIf(super.complete(value));
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // an error of the supplier completes the future
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
    return endWaitIf(super.completeExceptionally(error));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return endWaitIf(super.cancel(mayInterruptIfRunning));
  }

  private boolean endWaitIf(boolean completedNow) {
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

  /** Returns this future for use outside of the watcher. */
  HandleFuture exposed() {
    endWithTime();
    return this;
  }

  /** Returns the description of the callbacks in reports of a virtual time. */
  @Override
  public String toString() {
    return "a callback of task " + openWait().task.id;
  }
}
