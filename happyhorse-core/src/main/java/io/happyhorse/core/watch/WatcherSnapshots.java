package io.happyhorse.core.watch;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Counts the tasks of a watcher. */
final class WatcherSnapshots {
  private WatcherSnapshots() {}

  static WatcherSnapshot of(Iterable<WatchedTask> tasks, Polls polls, long now) {
    Map<TaskStatus, Integer> byStatus = new EnumMap<>(TaskStatus.class);
    for (TaskStatus status : TaskStatus.values()) {
      byStatus.put(status, 0);
    }
    int count = 0;
    int due = 0;
    int unseen = 0;
    for (WatchedTask task : tasks) {
      count++;
      due += task.isPlanned() && task.due <= now ? 1 : 0;
      VideoTask last = task.state().lastObservation();
      if (last == null) {
        unseen++;
      } else {
        byStatus.merge(last.status(), 1, Integer::sum);
      }
    }
    return new WatcherSnapshot(
        count,
        due,
        polls.inFlight(),
        unseen,
        Collections.unmodifiableMap(byStatus),
        polls.rate(now),
        polls.pauseLeft(now));
  }
}
