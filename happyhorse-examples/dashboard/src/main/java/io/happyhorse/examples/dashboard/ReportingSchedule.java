package io.happyhorse.examples.dashboard;

import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports each interval that another schedule plans.
 *
 * @param schedule plans the polls
 * @param planned receives the task and the time until its next poll; must be quick
 */
record ReportingSchedule(PollSchedule schedule, BiConsumer<TaskId, Duration> planned)
    implements PollSchedule {
  @Override
  public Duration next(PollContext context) {
    Duration interval = schedule.next(context);
    planned.accept(context.id(), interval);
    return interval;
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
