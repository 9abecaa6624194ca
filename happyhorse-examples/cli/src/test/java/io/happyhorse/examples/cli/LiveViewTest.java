package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.lifecycle.TaskStep;
import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final TaskId A = TaskId.of("asyntask_A");
  private static final TaskId B = TaskId.of("asyntask_B");

  private final VirtualTime time = VirtualTime.byHand(Instant.EPOCH);
  private final StringWriter screen = new StringWriter();

  private LiveView view(List<TaskId> ids, int rows, boolean colours) {
    return new LiveView(
        new PrintWriter(screen),
        time,
        ids,
        new Terminal.Size(rows, 100),
        colours,
        (task, since) -> Duration.ofSeconds(40).minus(since));
  }

  @Test
  void keeps_a_line_for_each_task_and_one_for_all() {
    try (LiveView view = view(List.of(A, B), 24, false)) {
      view.observed(seen(A, "IN_PROGRESS", "70%"));
      time.advance(Duration.ofSeconds(14));
      view.downloading(new DownloadProgress(B, 500_000, 2_000_000L, 1_000_000));
      view.told("something");
    }

    assertThat(screen.toString())
        .contains("something")
        .contains(
            "  asyntask_A  [##############------]  70%  IN_PROGRESS  0:14  80 % are done within 0:26")
        .contains(
            "  asyntask_B  [--------------------]   0%               0:14  downloading  25% of 2.0 MB, 1.0 MB/s")
        .contains("  2 going on, 0 done");
  }

  @Test
  void shows_as_many_as_fit_and_counts_the_others() {
    List<TaskId> ids =
        IntStream.range(0, 100).mapToObj(task -> TaskId.of("t" + task)).toList();
    try (LiveView view = view(ids, 10, false)) {
      view.told("x");
    }

    assertThat(screen.toString())
        .contains("  t7  [")
        .doesNotContain("  t8  [")
        .contains("  and 92 more; 100 going on, 0 done");
  }

  @Test
  void leaves_a_line_for_each_end_in_its_colour() {
    try (LiveView view = view(List.of(A, B), 24, true)) {
      view.ended(end(A, VideoTask.observed(A, "SUCCESS", Instant.EPOCH).build()));
      view.ended(end(
          B,
          VideoTask.observed(B, "FAILURE", Instant.EPOCH)
              .failure(new TaskFailure("bad"))
              .build()));
      view.told("x");
    }

    assertThat(screen.toString())
        .contains("\u001b[31m  asyntask_B  FAILURE  1:05\u001b[0m")
        .contains("  0 going on, 0 done, 2 failed");
  }

  @Test
  void cuts_lines_that_would_wrap() {
    TaskId longest = TaskId.of("x".repeat(128));
    try (LiveView view = view(List.of(longest), 24, false)) {
      view.told("y");
    }

    assertThat(screen.toString().lines())
        .filteredOn(line -> line.contains("xxx"))
        .isNotEmpty()
        .allMatch(line -> line.substring(line.lastIndexOf('\u001b') + 1).length() < 104);
  }

  private static End end(TaskId id, VideoTask task) {
    return new End(id, task, TaskStep.FINISHED, 3, Duration.ofSeconds(65), null, null);
  }

  private static TaskObservation seen(TaskId id, String word, String progress) {
    VideoTask task = VideoTask.observed(id, word, Instant.EPOCH)
        .progress(new Progress(progress))
        .build();
    return new TaskObservation(task, TaskStep.ADVANCED, 1, Duration.ZERO);
  }
}
