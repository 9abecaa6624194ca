package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.PollSchedule;
import java.time.Duration;

/** Schedules that poll all tasks evenly. */
final class Pace {
  /** Polls per second of all tasks together: so few that nearly each poll needs its own timer and hand-over to a worker. */
  static final long PER_SECOND = 5_000;

  private Pace() {}

  /** Returns the interval at which this many tasks are polled at {@link #PER_SECOND}. */
  static Duration interval(int tasks) {
    return Duration.ofNanos(tasks * 1_000_000_000L / PER_SECOND);
  }

  /** Returns a schedule that spreads the tasks evenly over an interval and polls each once per interval. */
  static PollSchedule spread(Duration interval) {
    double nanos = interval.toNanos();
    return context ->
        context.polls() == 1 ? Duration.ofNanos((long) (context.chance() * nanos)) : interval;
  }
}
