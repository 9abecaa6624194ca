package io.happyhorse.examples.dashboard;

import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Delegates to another schedule, and reports each interval that it returns.
 *
 * @param schedule the other schedule
 * @param onInterval receives the task and the time until its next poll; must not block
 */
record ReportingSchedule(PollSchedule schedule, BiConsumer<TaskId, Duration> onInterval)
    implements PollSchedule {
  @Override
  public Duration next(PollContext context) {
    Duration interval = schedule.next(context);
    onInterval.accept(context.id(), interval);
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
