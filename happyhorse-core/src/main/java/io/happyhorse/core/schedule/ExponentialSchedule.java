package io.happyhorse.core.schedule;

import java.time.Duration;

/** Intervals that grow by a factor with each poll, up to a limit. */
record ExponentialSchedule(Duration first, double factor, Duration longest)
    implements PollSchedule {
  ExponentialSchedule {
    Intervals.positive(first, "first interval");
    if (!(factor >= 1) || factor == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The factor of an exponential schedule must be 1 or more, not " + factor + ".");
    }
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "The longest interval of a schedule must not be shorter than its first, " + first
              + ", but is " + longest + ".");
    }
  }

  @Override
  public Duration next(PollContext context) {
    double grown = Intervals.seconds(first) * Math.pow(factor, Math.max(0, context.polls() - 1));
    return grown >= Intervals.seconds(longest) ? longest : Intervals.ofSeconds(grown);
  }
}
