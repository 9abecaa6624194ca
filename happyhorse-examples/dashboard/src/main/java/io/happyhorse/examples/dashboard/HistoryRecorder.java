package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.VideoTask;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Records the history of a task: the latest 100 segments, and the latest 100 failed polls. Not thread-safe. */
final class HistoryRecorder {
  private static final int MAX_ELEMENTS = 100;

  private final Instant watchedSince;
  private final Deque<TaskDetail.Segment> segments = new ArrayDeque<>(4);
  private final Deque<Instant> failedPolls = new ArrayDeque<>(1);

  HistoryRecorder(Instant watchedSince) {
    this.watchedSince = watchedSince;
  }

  void observed(VideoTask task, boolean regressed, Instant at) {
    TaskDetail.Segment last = segments.peekLast();
    if (last != null && last.rawStatus().equals(task.rawStatus())) {
      segments.removeLast();
      segments.add(new TaskDetail.Segment(
          last.state(), last.rawStatus(), last.regressed(), last.from(), at, last.polls() + 1));
    } else {
      add(
          segments,
          new TaskDetail.Segment(
              RowState.of(task.status()), task.rawStatus(), regressed, at, at, 1));
    }
  }

  void pollFailed(Instant at) {
    add(failedPolls, at);
  }

  private static <T> void add(Deque<T> to, T element) {
    to.add(element);
    if (to.size() > MAX_ELEMENTS) {
      to.remove();
    }
  }

  TaskDetail.History history() {
    return new TaskDetail.History(
        watchedSince, List.copyOf(segments), new ArrayList<>(failedPolls));
  }
}
