package io.happyhorse.core.schedule;

import java.time.Duration;

/**
 * Equal intervals for a young task; for an old one, each interval is a quarter longer than the one before, up to a limit.
 *
 * <p>The number of such intervals follows from their sum, so for a task that was polled since its submission, the next interval follows
 * from the age alone: for the interval i, s seconds after the intervals began to grow, it is 1.25 i + s / 4. For a task that was old
 * when its wait began, the interval follows from the number of polls.
 */
record DefaultSchedule(Duration interval, Duration young, Duration longest)
    implements PollSchedule {
  static final PollSchedule WITHOUT_JITTER =
      new DefaultSchedule(Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofSeconds(60));
  static final double JITTER = 0.1;
  private static final int QUARTER = 4;
  private static final double STRETCH = 1.25;

  @Override
  public Duration next(PollContext context) {
    Duration past = context.age().minus(young);
    if (past.isNegative() || past.isZero()) {
      return interval;
    }
    Duration byAge = interval.plus(interval.plus(past).dividedBy(QUARTER));
    Duration byPolls = new ExponentialSchedule(interval, STRETCH, longest).next(context);
    return Intervals.shorter(byAge, byPolls);
  }
}
