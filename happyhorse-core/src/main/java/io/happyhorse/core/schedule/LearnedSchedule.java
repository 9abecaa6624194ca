package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Balances the number of requests against the delay: the interval is that of the inspection policy of least cost, sqrt(2c/h), where h
 * is the hazard of other tasks at this age, and c is the delay that is accepted to save one request. No interval is shorter than c,
 * since a request can shorten the delay by at most the interval after it.
 *
 * <p>R. E. Barlow, L. C. Hunter and F. Proschan, Optimum checking procedures, 1963; J. B. Keller, Optimum checking schedules for
 * systems subject to random failure, 1974.
 *
 * <p>A failed poll is not an inspection, so the first of consecutive failed polls is repeated soon. At an age at which no other
 * task has ended, the interval is at most that of the default schedule.
 */
record LearnedSchedule(CompletionTimes times, Duration delayPerRequest, PollSchedule byDefault)
    implements PollSchedule {
  static final Duration DELAY_PER_REQUEST = Duration.ofSeconds(3);

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  LearnedSchedule {
    if (Intervals.positive(delayPerRequest, "delay per request").compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("The delay per request of a schedule must be at most "
          + LONGEST + ", not " + delayPerRequest + ".");
    }
  }

  @Override
  public Duration next(PollContext context) {
    Duration scheduled = scheduled(context);
    return context.failedPolls() == 1 ? Intervals.shorter(scheduled, AFTER_FAILURE) : scheduled;
  }

  private Duration scheduled(PollContext context) {
    CompletionTimes.Interval learned = times.interval(context, delayPerRequest, LONGEST);
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
