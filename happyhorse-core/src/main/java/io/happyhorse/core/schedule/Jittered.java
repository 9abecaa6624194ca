package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/** Another schedule's intervals, each a little shorter or longer by chance. */
record Jittered(PollSchedule schedule, double share) implements PollSchedule {
  Jittered {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "The jitter of a schedule must be 0 up to but not including 1, not " + share + ".");
    }
  }

  @Override
  public Duration next(PollMoment moment) {
    double spread = 1 + share * (2 * moment.chance() - 1);
    return Intervals.ofSeconds(Intervals.seconds(schedule.next(moment)) * spread);
  }

  @Override
  public void finished(VideoTask task) {
    schedule.finished(task);
  }
}
