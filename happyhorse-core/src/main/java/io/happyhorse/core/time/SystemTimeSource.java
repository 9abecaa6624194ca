package io.happyhorse.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

enum SystemTimeSource implements TimeSource {
  INSTANCE;

  private static final PendingWork UNWATCHED = new PendingWork() {
    @Override
    public void bindToCurrentThread() {}

    @Override
    public void close() {}
  };

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration pause) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before sleeping");
    }
    TimeUnit.NANOSECONDS.sleep(TimeUnit.NANOSECONDS.convert(pause));
  }

  @Override
  public <T> T await(CompletableFuture<T> future) throws ExecutionException, InterruptedException {
    return future instanceof TimedFuture<T> timed ? timed.getInRealTime() : future.get();
  }

  @Override
  public <T> T await(CompletableFuture<T> future, Duration atMost)
      throws ExecutionException, InterruptedException, TimeoutException {
    long nanos = TimeUnit.NANOSECONDS.convert(atMost);
    return future instanceof TimedFuture<T> timed
        ? timed.getInRealTime(nanos)
        : future.get(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public Timer timer(String name, Runnable onFire) {
    return new SystemTimer(name, onFire);
  }

  @Override
  public PendingWork begin(Object what) {
    return UNWATCHED;
  }

  @Override
  public RandomGenerator random(Object... key) {
    return ThreadLocalRandom.current();
  }
}
