package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.PollSchedule;
import java.time.Duration;

/** Schedules that poll all tasks evenly. */
final class Pace {
  /** Polls per second of all tasks together: few enough that almost every poll needs its own timer event and hand-over to a worker. */
  static final long PER_SECOND = 5_000;

  private static final double JITTER = 0.1;

  private Pace() {}

  /** Returns the interval at which this many tasks are polled at {@link #PER_SECOND}. */
  static Duration interval(int tasks) {
    return Duration.ofNanos(tasks * 1_000_000_000L / PER_SECOND);
  }

  /**
   * Returns a schedule that spreads the tasks evenly over an interval and polls each once per interval. It has the jitter of the
   * default schedule. Without it, tasks whose polls happen to coincide would stay together, the more so the fewer there are, and share
   * the cost of timer and hand-over.
   */
  static PollSchedule spread(Duration interval) {
    double nanos = interval.toNanos();
    PollSchedule even = context ->
        context.polls() == 1 ? Duration.ofNanos(1 + (long) (context.chance() * nanos)) : interval;
    return even.withJitter(JITTER);
  }
}
