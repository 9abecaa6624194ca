package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.examples.dashboard.TaskDetail.Segment;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryRecorderTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final HistoryRecorder recorder = new HistoryRecorder(START);

  private void see(String status, boolean regressed, int second) {
    Instant at = START.plusSeconds(second);
    recorder.observed(VideoTask.builder(TaskId.of("cat"), status, at).build(), regressed, at);
  }

  @Test
  void consecutive_polls_that_saw_the_same_status_are_one_segment() {
    see("QUEUED", false, 1);
    see("QUEUED", false, 5);
    see("IN_PROGRESS", false, 9);
    see("QUEUED", true, 12);

    assertThat(recorder.history().watchedSince()).isEqualTo(START);
    assertThat(recorder.history().segments())
        .containsExactly(
            segment(RowState.QUEUED, "QUEUED", false, 1, 5, 2),
            segment(RowState.IN_PROGRESS, "IN_PROGRESS", false, 9, 9, 1),
            segment(RowState.QUEUED, "QUEUED", true, 12, 12, 1));
  }

  private static Segment segment(
      RowState state, String rawStatus, boolean regressed, int from, int to, int polls) {
    return new Segment(
        state, rawStatus, regressed, START.plusSeconds(from), START.plusSeconds(to), polls);
  }

  @Test
  void different_unknown_statuses_are_different_segments() {
    see("queueing", false, 1);
    see("waiting", false, 2);

    assertThat(recorder.history().segments())
        .extracting(Segment::rawStatus)
        .containsExactly("queueing", "waiting");
  }

  @Test
  void only_the_latest_100_segments_and_failed_polls_are_kept() {
    for (int i = 0; i < 150; i++) {
      see("word" + i, false, i);
      recorder.pollFailed(START.plusSeconds(i));
    }

    assertThat(recorder.history().segments())
        .hasSize(100)
        .last()
        .extracting(Segment::rawStatus)
        .isEqualTo("word149");
    assertThat(recorder.history().failedPolls())
        .hasSize(100)
        .startsWith(START.plusSeconds(50))
        .endsWith(START.plusSeconds(149));
  }
}
