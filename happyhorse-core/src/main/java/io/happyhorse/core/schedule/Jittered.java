package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Applies random jitter to the intervals of another schedule. */
record Jittered(PollSchedule schedule, double share) implements PollSchedule {
  Jittered {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "The jitter of a schedule must be 0 up to but not including 1, not " + share + ".");
    }
  }

  @Override
  public Duration next(PollContext context) {
    double spread = 1 + share * (2 * context.chance() - 1);
    return Intervals.ofSeconds(Intervals.seconds(schedule.next(context)) * spread);
  }

  @Override
  public void observed(PollContext context) {
    schedule.observed(context);
  }

  @Override
  public void finished(VideoTask task, @Nullable String kind) {
    schedule.finished(task, kind);
  }
}
