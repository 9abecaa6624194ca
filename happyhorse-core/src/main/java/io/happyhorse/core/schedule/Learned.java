package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * Inspects a task when it pays: the interval is the one that an inspection policy of least cost has for the hazard that past
 * tasks showed at this age, sqrt(2c/h), where c is what one request is worth in seconds of delay.
 *
 * <p>R. E. Barlow, L. C. Hunter and F. Proschan, Optimum checking procedures, 1963; J. B. Keller, Optimum checking schedules for
 * systems subject to random failure, 1974.
 */
record Learned(CompletionTimes times, PollSchedule untilThen) implements PollSchedule {
  /** What one request is worth in seconds of delay. */
  private static final double COST = 3;

  private static final double SHORTEST = 5;
  private static final double LONGEST = 60;

  @Override
  public Duration next(PollMoment moment) {
    CompletionTimes.Known known = times.known(moment.last(), moment.age(), moment.runningFor());
    return known == null
        ? untilThen.next(moment)
        : Intervals.ofSeconds(known.samples().interval(known.age(), 2 * COST, SHORTEST, LONGEST));
  }

  @Override
  public void finished(VideoTask task) {
    times.add(task);
  }
}
