package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Polls a task when it pays: the interval is the one that an inspection policy of least cost has for the hazard that other tasks
 * showed at this age, sqrt(2c/h), where c is what one request is worth in seconds of delay.
 *
 * <p>R. E. Barlow, L. C. Hunter and F. Proschan, Optimum checking procedures, 1963; J. B. Keller, Optimum checking schedules for
 * systems subject to random failure, 1974.
 *
 * <p>A poll that failed was no inspection, so the first one in a row is repeated soon. At an age at which no other task has ended
 * yet, the default schedule's interval is the longest.
 */
record LearnedSchedule(CompletionTimes times, PollSchedule byDefault) implements PollSchedule {
  /** What one request is worth in seconds of delay. */
  private static final double COST = 3;

  private static final double SHORTEST = 5;
  private static final double LONGEST = 60;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  @Override
  public Duration next(PollContext context) {
    Duration scheduled = scheduled(context);
    return context.failedPolls() == 1 ? Intervals.shorter(scheduled, AFTER_FAILURE) : scheduled;
  }

  private Duration scheduled(PollContext context) {
    CompletionTimes.Interval learned = times.interval(context, 2 * COST, SHORTEST, LONGEST);
    if (learned == null) {
      return byDefault.next(context);
    }
    Duration own = Intervals.ofSeconds(learned.seconds());
    return learned.isBeyondAllEnds() ? Intervals.shorter(own, byDefault.next(context)) : own;
  }

  @Override
  public void observed(PollContext context) {
    VideoTask last = context.last();
    if (last != null) {
      times.add(last, context.kind());
    }
  }

  @Override
  public void finished(VideoTask task, @Nullable String kind) {
    times.add(task, kind);
  }
}
