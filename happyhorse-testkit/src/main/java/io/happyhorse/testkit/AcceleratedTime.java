package io.happyhorse.testkit;

import io.happyhorse.core.time.Activity;
import io.happyhorse.core.time.Alarm;
import io.happyhorse.core.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * A time that runs faster than the system's: a demonstration of two minutes takes seconds. Thread-safe.
 *
 * <p>It starts at the present and then runs ahead of it.
 */
public final class AcceleratedTime implements Time {
  private final Time real;
  private final int factor;
  private final Instant start;
  private final long startTicks;

  private AcceleratedTime(Time real, int factor) {
    this.real = real;
    this.factor = factor;
    this.start = real.now();
    this.startTicks = real.ticks();
  }

  /**
   * Starts a time that is this much faster than the system's.
   *
   * @param factor how many seconds pass in one, 1 or more
   * @return the time
   * @throws IllegalArgumentException if the factor is less than 1
   */
  public static AcceleratedTime times(int factor) {
    return times(factor, Time.system());
  }

  static AcceleratedTime times(int factor, Time real) {
    if (factor < 1) {
      throw new IllegalArgumentException(
          "Time cannot be accelerated " + factor + " times: use 1 or more.");
    }
    return new AcceleratedTime(real, factor);
  }

  @Override
  public Instant now() {
    return start.plusNanos(ticks());
  }

  @Override
  public long ticks() {
    return Math.multiplyExact(real.ticks() - startTicks, (long) factor);
  }

  @Override
  public void sleep(Duration pause) throws InterruptedException {
    real.sleep(inReal(pause));
  }

  /** Returns how long this takes in the system's time. */
  Duration inReal(Duration duration) {
    return duration.dividedBy(factor);
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
  public Alarm alarm(String name, Runnable ring) {
    Alarm alarm = real.alarm(name, ring);
    return new Alarm() {
      @Override
      public void set(long ticks) {
        alarm.set(startTicks + -Math.floorDiv(-ticks, (long) factor));
      }

      @Override
      public void close() {
        alarm.close();
      }
    };
  }

  @Override
  public Activity begin(Object what) {
    return real.begin(what);
  }

  @Override
  public RandomGenerator random(Object... key) {
    return real.random(key);
  }
}
