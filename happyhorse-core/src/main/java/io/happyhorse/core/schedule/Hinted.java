package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/** Another schedule's intervals, none shorter than the gateway asked for. */
record Hinted(PollSchedule schedule) implements PollSchedule {
  @Override
  public Duration next(PollMoment moment) {
    Duration planned = schedule.next(moment);
    Duration hint = moment.serverHint();
    return hint != null && hint.compareTo(planned) > 0 ? hint : planned;
  }

  @Override
  public void finished(VideoTask task) {
    schedule.finished(task);
  }
}
