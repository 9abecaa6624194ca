package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.lifecycle.TaskTransition;
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

  private final VirtualTime time = VirtualTime.manual(Instant.EPOCH);
  private final StringWriter screen = new StringWriter();

  private LiveView view(List<TaskId> ids, int rows, boolean colors) {
    return new LiveView(
        new PrintWriter(screen),
        time,
        ids,
        new Terminal.Size(rows, 100),
        colors,
        (task, since) -> Duration.ofSeconds(40).minus(since));
  }

  @Test
  void shows_a_line_for_each_task_and_a_summary() {
    try (LiveView view = view(List.of(A, B), 24, false)) {
      view.onObservation(seen(A, "IN_PROGRESS", "70%"));
      time.advance(Duration.ofSeconds(14));
      view.downloading(new DownloadProgress(B, 500_000, 2_000_000L, 1_000_000));
      view.message("something");
    }

    assertThat(screen.toString())
        .contains("something\n")
        .contains(
            "  asyntask_A  IN_PROGRESS  70%    0:14  likely in 0:26  [#####################---------]")
        .contains("  asyntask_B                0%    0:14   25% of 2.0 MB, 1.0 MB/s [")
        .contains("  2 waiting, 0 done");
  }

  @Test
  void shows_as_many_tasks_as_fit_and_counts_the_others() {
    List<TaskId> ids =
        IntStream.range(0, 100).mapToObj(task -> TaskId.of("t" + task)).toList();
    try (LiveView view = view(ids, 10, false)) {
      view.message("x");
    }

    assertThat(screen.toString())
        .contains("  t7   ")
        .doesNotContain("  t8   ")
        .contains("  and 92 more; 100 waiting, 0 done");
  }

  @Test
  void counts_finished_tasks_and_colors_a_task_whose_video_is_downloaded() {
    VideoTask done = VideoTask.builder(A, "SUCCESS", Instant.EPOCH).build();
    try (LiveView view = view(List.of(A, B), 24, true)) {
      view.downloadStarted(done);
      view.message("x");
      view.ended(end(A, done));
      view.ended(end(
          B,
          VideoTask.builder(B, "FAILURE", Instant.EPOCH)
              .failure(new TaskFailure("bad"))
              .build()));
      view.message("y");
    }

    assertThat(screen.toString())
        .contains("\u001b[32m  asyntask_A  SUCCESS")
        .contains("  0 waiting, 0 done, 2 failed");
  }

  @Test
  void shortens_the_id_if_the_line_is_too_long() {
    TaskId longest = TaskId.of("asyntask_" + "x".repeat(100) + "END");
    try (LiveView view = view(List.of(longest), 24, false)) {
      view.onObservation(seen(longest, "IN_PROGRESS", "70%"));
      view.message("y");
    }

    assertThat(screen.toString())
        .containsPattern("  asyntask_x*~x*END  IN_PROGRESS  70%    0:00  likely in 0:40");
    assertThat(screen.toString().lines())
        .filteredOn(line -> line.contains("END"))
        .allMatch(line -> line.replaceAll("\u001b\\[\\d*[A-Z]|\r", "").length() < 100);
  }

  @Test
  void writes_nothing_if_nothing_has_changed() {
    try (LiveView view = view(List.of(A), 24, false)) {
      view.message("x");
      int before = screen.toString().length();
      view.downloading(new DownloadProgress(B, 1, 1L, 1));
      assertThat(screen.toString()).hasSize(before);
    }
  }

  private static TaskResult end(TaskId id, VideoTask task) {
    return new TaskResult(id, task, TaskTransition.FINISHED, 3, Duration.ofSeconds(65), null, null);
  }

  private static TaskObservation seen(TaskId id, String word, String progress) {
    VideoTask task = VideoTask.builder(id, word, Instant.EPOCH)
        .progress(new Progress(progress))
        .build();
    return new TaskObservation(task, TaskTransition.ADVANCED, 1, Duration.ZERO);
  }
}
