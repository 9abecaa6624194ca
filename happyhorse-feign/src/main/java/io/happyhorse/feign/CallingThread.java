package io.happyhorse.feign;

import dev.failsafe.spi.DefaultScheduledFuture;
import dev.failsafe.spi.Scheduler;
import io.happyhorse.core.time.Time;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets Failsafe pause and try again on the thread that asked, in the library's own time.
 *
 * <p>An interrupt ends the pause; the try that follows finds the thread interrupted and says so.
 */
final class CallingThread implements Scheduler {
  private final Time time;

  CallingThread(Time time) {
    this.time = time;
  }

  @Override
  public ScheduledFuture<?> schedule(Callable<?> callable, long delay, TimeUnit unit) {
    pause(Duration.of(delay, unit.toChronoUnit()));
    try {
      callable.call();
    } catch (Exception defect) {
      throw new IllegalStateException("Failsafe could not run a try.", defect);
    }
    return new DefaultScheduledFuture<>();
  }

  private void pause(Duration duration) {
    try {
      time.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
