package io.happyhorse.feign;

import dev.failsafe.spi.DefaultScheduledFuture;
import dev.failsafe.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets Failsafe pause and try again on the thread that asked. */
final class SameThreadScheduler implements Scheduler {
  private final Consumer<Duration> pause;

  SameThreadScheduler(Consumer<Duration> pause) {
    this.pause = pause;
  }

  @Override
  public ScheduledFuture<?> schedule(Callable<?> callable, long delay, TimeUnit unit) {
    pause.accept(Duration.of(delay, unit.toChronoUnit()));
    try {
      callable.call();
    } catch (Exception defect) {
      throw new IllegalStateException("Failsafe could not run a try.", defect);
    }
    return new DefaultScheduledFuture<>();
  }
}
