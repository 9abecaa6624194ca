package io.happyhorse.examples.dashboard;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import io.happyhorse.core.watch.WaitOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How tasks are waited for.
 *
 * @param time the time to wait in
 * @param speed how much faster it is than the system's
 * @param timeout how long to wait for each task
 * @param ratePerSecond the maximum number of requests per second
 * @param times what is known of how long tasks take
 * @param kind the kind of all tasks; null if not known
 */
record WatchSettings(
    TimeSource time,
    int speed,
    Duration timeout,
    double ratePerSecond,
    CompletionTimes times,
    @Nullable String kind) {
  static WatchSettings defaults() {
    return new WatchSettings(
        TimeSource.system(),
        1,
        WaitOptions.DEFAULT_TIMEOUT,
        TaskWatcherBuilder.DEFAULT_RATE_PER_SECOND,
        new CompletionTimes(),
        null);
  }

  WatchSettings on(TimeSource newTime, int newSpeed) {
    return new WatchSettings(newTime, newSpeed, timeout, ratePerSecond, times, kind);
  }

  WatchSettings within(Duration newTimeout) {
    return new WatchSettings(time, speed, newTimeout, ratePerSecond, times, kind);
  }

  WatchSettings atMost(double requestsPerSecond) {
    return new WatchSettings(time, speed, timeout, requestsPerSecond, times, kind);
  }

  WatchSettings knowing(CompletionTimes newTimes, @Nullable String newKind) {
    return new WatchSettings(time, speed, timeout, ratePerSecond, newTimes, newKind);
  }
}
