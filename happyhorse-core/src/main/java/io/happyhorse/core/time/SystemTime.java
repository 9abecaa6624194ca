package io.happyhorse.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

enum SystemTime implements Time {
  INSTANCE;

  private static final Activity NOBODY_WAITS_FOR_IT = new Activity() {
    @Override
    public void continueHere() {}

    @Override
    public void close() {}
  };

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long ticks() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration pause) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(TimeUnit.NANOSECONDS.convert(pause));
  }

  @Override
  public <T> T await(CompletableFuture<T> future) throws ExecutionException, InterruptedException {
    return future.get();
  }

  @Override
  public Alarm alarm(String name, Runnable ring) {
    return new SystemAlarm(name, ring);
  }

  @Override
  public Activity begin(Object what) {
    return NOBODY_WAITS_FOR_IT;
  }
}
