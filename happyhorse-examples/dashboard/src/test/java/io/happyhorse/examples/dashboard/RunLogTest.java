package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.examples.dashboard.TaskDetail.Run;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunLogTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

  private final RunLog log = new RunLog(BEGIN);

  private void see(String status, boolean regressed, int second) {
    Instant at = BEGIN.plusSeconds(second);
    log.observed(VideoTask.builder(TaskId.of("cat"), status, at).build(), regressed, at);
  }

  @Test
  void joins_polls_that_saw_the_same_word() {
    see("QUEUED", false, 1);
    see("QUEUED", false, 5);
    see("IN_PROGRESS", false, 9);
    see("QUEUED", true, 12);

    assertThat(log.history().watchedSince()).isEqualTo(BEGIN);
    assertThat(log.history().runs())
        .containsExactly(
            run(RowState.QUEUED, "QUEUED", false, 1, 5, 2),
            run(RowState.IN_PROGRESS, "IN_PROGRESS", false, 9, 9, 1),
            run(RowState.QUEUED, "QUEUED", true, 12, 12, 1));
  }

  private static Run run(
      RowState state, String word, boolean regressed, int from, int to, int polls) {
    return new Run(state, word, regressed, BEGIN.plusSeconds(from), BEGIN.plusSeconds(to), polls);
  }

  @Test
  void distinguishes_words_of_the_same_state() {
    see("queueing", false, 1);
    see("waiting", false, 2);

    assertThat(log.history().runs()).extracting(Run::word).containsExactly("queueing", "waiting");
  }

  @Test
  void keeps_the_latest_100_runs_and_failed_polls() {
    for (int i = 0; i < 150; i++) {
      see("word" + i, false, i);
      log.failed(BEGIN.plusSeconds(i));
    }

    assertThat(log.history().runs()).hasSize(100).last().extracting(Run::word).isEqualTo("word149");
    assertThat(log.history().failedPolls())
        .hasSize(100)
        .startsWith(BEGIN.plusSeconds(50))
        .endsWith(BEGIN.plusSeconds(149));
  }
}
