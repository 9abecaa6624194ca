package io.happyhorse.core.schedule;

import io.happyhorse.core.internal.Backoff;
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
    return new Backoff(first, factor, longest).pause(Math.max(1, context.polls()));
  }
}
