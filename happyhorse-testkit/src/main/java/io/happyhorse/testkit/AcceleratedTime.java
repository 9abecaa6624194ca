package io.happyhorse.testkit;

import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * A time source that runs faster than the system's, so that a demonstration of two minutes takes seconds. Thread-safe.
 *
 * <p>It starts at the current time. A timer fires at most once per millisecond of real time.
 */
public final class AcceleratedTime implements TimeSource {
  private final TimeSource real;
  private final int factor;
  private final Instant start;
  private final long startTicks;

  private AcceleratedTime(TimeSource real, int factor) {
    this.real = real;
    this.factor = factor;
    this.start = real.instant();
    this.startTicks = real.nanoTime();
  }

  /**
   * Starts an accelerated time.
   *
   * @param factor the number of seconds that pass per real second, 1 or more
   * @throws IllegalArgumentException if the factor is less than 1
   */
  public static AcceleratedTime times(int factor) {
    return times(factor, TimeSource.system());
  }

  static AcceleratedTime times(int factor, TimeSource real) {
    if (factor < 1) {
      throw new IllegalArgumentException(
          "Time cannot be accelerated " + factor + " times: use 1 or more.");
    }
    return new AcceleratedTime(real, factor);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime());
  }

  @Override
  public long nanoTime() {
    return Math.multiplyExact(real.nanoTime() - startTicks, (long) factor);
  }

  @Override
  public void sleep(Duration pause) throws InterruptedException {
    real.sleep(inReal(pause));
  }

  /** Converts a duration of this time to real time, rounded up, so that no sleep ends too early. */
  Duration inReal(Duration duration) {
    Duration rounded = duration.dividedBy(factor);
    return rounded.multipliedBy(factor).compareTo(duration) < 0 ? rounded.plusNanos(1) : rounded;
  }

  @Override
  public <T> T await(CompletableFuture<T> future) throws ExecutionException, InterruptedException {
    return real.await(future);
  }

  @Override
  public <T> T await(CompletableFuture<T> future, Duration atMost)
      throws ExecutionException, InterruptedException, TimeoutException {
    return real.await(future, inReal(atMost));
  }

  @Override
  public Timer timer(String name, Runnable onFire) {
    Timer timer = real.timer(name, onFire);
    return new Timer() {
      @Override
      public void set(long ticks) {
        timer.set(startTicks + -Math.floorDiv(-ticks, (long) factor));
      }

      @Override
      public void close() {
        timer.close();
      }
    };
  }

  @Override
  public PendingWork begin(Object what) {
    return real.begin(what);
  }

  @Override
  public RandomGenerator random(Object... key) {
    return real.random(key);
  }
}
