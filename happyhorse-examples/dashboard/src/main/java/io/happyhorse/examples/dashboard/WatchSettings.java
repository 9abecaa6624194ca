package io.happyhorse.examples.dashboard;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import io.happyhorse.core.watch.WaitOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the waits.
 *
 * @param time the time source
 * @param speed how many times faster than real time it runs
 * @param timeout the timeout of each wait
 * @param ratePerSecond the maximum number of requests per second
 * @param times how long earlier tasks took; predicts when tasks finish
 * @param kind the kind of all tasks; null if not known
 */
record WatchSettings(
    TimeSource time,
    int speed,
    Duration timeout,
    double ratePerSecond,
    CompletionTimes times,
    @Nullable String kind) {
  WatchSettings {
    WaitOptions unused = waitOptions(timeout, kind); // checks both
  }

  private static WaitOptions waitOptions(Duration timeout, @Nullable String kind) {
    WaitOptions wait = WaitOptions.within(timeout);
    return kind == null ? wait : wait.kind(kind);
  }

  /** Returns the options of each wait. */
  WaitOptions waitOptions() {
    return waitOptions(timeout, kind);
  }

  static WatchSettings defaults() {
    return new WatchSettings(
        TimeSource.system(),
        1,
        WaitOptions.DEFAULT_TIMEOUT,
        TaskWatcherBuilder.DEFAULT_RATE_PER_SECOND,
        new CompletionTimes(),
        null);
  }

  WatchSettings withTime(TimeSource newTime, int newSpeed) {
    return new WatchSettings(newTime, newSpeed, timeout, ratePerSecond, times, kind);
  }

  WatchSettings withTimeout(Duration newTimeout) {
    return new WatchSettings(time, speed, newTimeout, ratePerSecond, times, kind);
  }

  WatchSettings withRatePerSecond(double newRate) {
    return new WatchSettings(time, speed, timeout, newRate, times, kind);
  }

  WatchSettings withCompletionTimes(CompletionTimes newTimes, @Nullable String newKind) {
    return new WatchSettings(time, speed, timeout, ratePerSecond, newTimes, newKind);
  }
}
