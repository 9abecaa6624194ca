package io.happyhorse.core.time;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future whose waits and timeouts pass in a {@link TimeSource}: in a virtual time, {@code join()}, {@code get()}, {@code orTimeout}
 * and {@code completeOnTimeout} end as they do on a real clock. The same holds for every stage derived from it; asynchronous stages
 * count as pending work of the time. On the system's time it is a plain {@link CompletableFuture}.
 *
 * <p>{@code CompletableFuture.allOf}, {@code anyOf} and {@code minimalCompletionStage} return plain futures: wait for those with
 * {@link TimeSource#await}. Thread-safe.
 *
 * @param <T> the type of the result
 */
public abstract class TimedFuture<T> extends AsyncStages<T> {
  /** Creates a future that is not completed. */
  protected TimedFuture() {}

  /** {@return the time source that this future and its stages use, always the same} */
  protected abstract TimeSource time();

  /**
   * Called before a thread waits for this future or one of its stages without a limit. An unchecked exception prevents the wait.
   * The default implementation does nothing.
   */
  protected void beforeWait() {}

  /**
   * Registers this future with a virtual time, which completes it with an error if the time fails. Does nothing with other time
   * sources.
   */
  protected final void endWithTime() {
    if (time() instanceof VirtualTime virtual) {
      virtual.know(this);
    }
  }

  private boolean isReal() {
    return time() == TimeSource.system();
  }

  final T getInRealTime() throws InterruptedException, ExecutionException {
    return super.get();
  }

  final T getInRealTime(long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    return super.get(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    if (!isDone()) {
      beforeWait();
      if (!isReal()) {
        time().await(end());
      }
    }
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!isDone() && !isReal()) {
      time().await(end(), Duration.ofNanos(unit.toNanos(timeout)));
    }
    return isReal() ? super.get(timeout, unit) : super.get();
  }

  @Override
  public T join() {
    if (!isDone()) {
      beforeWait();
      if (!isReal()) {
        awaitEndUninterruptibly();
      }
    }
    return super.join();
  }

  private void awaitEndUninterruptibly() {
    boolean interrupted = false;
    try {
      while (!isDone()) {
        try {
          time().await(end());
        } catch (InterruptedException remembered) {
          interrupted = true;
        }
      }
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns a plain future that completes when this one has completed in any way. */
  private CompletableFuture<Boolean> end() {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    CompletableFuture<?> unused = handle((value, error) -> end.complete(true));
    return end;
  }

  @Override
  public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
    return isReal()
        ? super.orTimeout(timeout, unit)
        : after(timeout, unit, () -> {
          boolean unused = completeExceptionally(new TimeoutException());
        });
  }

  @Override
  public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
    return isReal()
        ? super.completeOnTimeout(value, timeout, unit)
        : after(timeout, unit, () -> {
          boolean unused = complete(value);
        });
  }

  private CompletableFuture<T> after(long timeout, TimeUnit unit, Runnable action) {
    TimeSource time = time();
    Timer timer = time.timer("happyhorse-timeout", () -> defaultExecutor().execute(action));
    timer.set(saturated(time.nanoTime(), unit.toNanos(timeout)));
    CompletableFuture<?> unused = whenComplete((value, error) -> timer.close());
    return this;
  }

  private static long saturated(long ticks, long nanos) {
    long duration = Math.max(0, nanos);
    return ticks > Long.MAX_VALUE - duration ? Long.MAX_VALUE : ticks + duration;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return isReal() ? new CompletableFuture<>() : new Stage<>(this);
  }

  @Override
  Executor watched(Executor executor) {
    return isReal()
        ? executor
        : task -> {
          PendingWork activity = time() instanceof VirtualTime virtual
              ? virtual.beginStage()
              : time().begin("an asynchronous stage of a future");
          try {
            executor.execute(() -> {
              activity.bindToCurrentThread();
              try (activity) {
                task.run();
              }
            });
          } catch (RuntimeException | Error refused) {
            activity.close();
            throw refused;
          }
        };
  }

  /** A stage derived from a future; it waits as that future does. */
  private static final class Stage<T> extends TimedFuture<T> {
    private final TimedFuture<?> origin;

    Stage(TimedFuture<?> source) {
      this.origin = source instanceof Stage<?> stage ? stage.origin : source;
      endWithTime();
    }

    @Override
    protected TimeSource time() {
      return origin.time();
    }

    @Override
    protected void beforeWait() {
      origin.beforeWait();
    }
  }
}
