package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.VideoTask;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The time line of one task, limited to the latest 100 runs and failed polls. Not thread-safe. */
final class RunLog {
  private static final int MOST = 100;

  private final Instant watchedSince;
  private final Deque<TaskDetail.Run> runs = new ArrayDeque<>(4);
  private final Deque<Instant> failed = new ArrayDeque<>(1);

  RunLog(Instant watchedSince) {
    this.watchedSince = watchedSince;
  }

  void observed(VideoTask task, boolean regressed, Instant at) {
    TaskDetail.Run last = runs.peekLast();
    if (last != null && last.word().equals(task.rawStatus())) {
      runs.removeLast();
      runs.add(new TaskDetail.Run(
          last.state(), last.word(), last.regressed(), last.from(), at, last.polls() + 1));
    } else {
      add(
          runs,
          new TaskDetail.Run(RowState.of(task.status()), task.rawStatus(), regressed, at, at, 1));
    }
  }

  void failed(Instant at) {
    add(failed, at);
  }

  private static <T> void add(Deque<T> to, T element) {
    to.add(element);
    if (to.size() > MOST) {
      to.remove();
    }
  }

  TaskDetail.History history() {
    return new TaskDetail.History(watchedSince, List.copyOf(runs), new ArrayList<>(failed));
  }
}
