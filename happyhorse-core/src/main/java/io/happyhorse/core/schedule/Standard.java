package io.happyhorse.core.schedule;

import java.time.Duration;

/**
 * Equal intervals while a task is young; later each a quarter longer than the one before, up to a limit.
 *
 * <p>The sum of such intervals tells how many there have been, so the age alone tells the next: with the interval i, and s
 * seconds past the limit of youth, it is 1.25 i + s / 4.
 */
record Standard(Duration interval, Duration young, Duration longest) implements PollSchedule {
  static final PollSchedule SCHEDULE =
      new Standard(Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofSeconds(60));
  static final double JITTER = 0.1;
  private static final int QUARTER = 4;

  @Override
  public Duration next(PollMoment moment) {
    Duration past = moment.age().minus(young);
    if (past.isNegative() || past.isZero()) {
      return interval;
    }
    Duration stretched = interval.plus(interval.plus(past).dividedBy(QUARTER));
    return stretched.compareTo(longest) < 0 ? stretched : longest;
  }
}
