package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResultTableTest {
  private static final TaskId A = TaskId.of("asyntask_A");

  @Test
  void reports_a_saved_video_that_could_not_be_verified() {
    StringWriter out = new StringWriter();
    SavedVideo video = new SavedVideo(Path.of("a.mp4"), 3, DownloadedVideo.Check.NONE, false);

    ResultTable.print(
        List.of(new TaskResult(
            A,
            VideoTask.builder(A, "SUCCESS", Instant.EPOCH).build(),
            null,
            1,
            Duration.ofSeconds(65),
            null,
            video)),
        false,
        new PrintWriter(out, true));

    assertThat(out.toString())
        .contains("Times since the watch began:")
        .contains("asyntask_A  SUCCESS        1:05  a.mp4 (not verified: the storage host sent"
            + " neither checksum nor length, so the end may be missing)");
    assertThat(TaskFormat.saved(video)).contains("not verified: the storage host sent neither");
  }

  @Test
  void reports_that_a_stopped_download_can_be_resumed() {
    TaskResult stopped = new TaskResult(
        A,
        VideoTask.builder(A, "SUCCESS", Instant.EPOCH).build(),
        null,
        1,
        Duration.ZERO,
        new CancellationException(),
        null);

    assertThat(stopped.isWorthResuming()).isTrue();
    assertThat(stopped.exitCode()).isEqualTo(5);
    assertThat(String.valueOf(Json.error(stopped.error())))
        .startsWith("{kind=interrupted, message=Stopped before the video was complete");
  }

  @Nested
  class With_more_than_50_tasks {
    private final StringWriter out = new StringWriter();

    private static List<TaskResult> results(int succeeded, int failed) {
      ResultLink link =
          ResultLink.parse("https://storage.example/v.mp4", Instant.EPOCH, Instant.EPOCH);
      List<TaskResult> results = new ArrayList<>();
      for (int i = 0; i < succeeded + failed; i++) {
        TaskId id = TaskId.of("t" + i);
        VideoTask task = i < succeeded
            ? VideoTask.builder(id, "SUCCESS", Instant.EPOCH).link(link).build()
            : VideoTask.builder(id, "FAILURE", Instant.EPOCH)
                .failure(new TaskFailure("no"))
                .build();
        results.add(new TaskResult(id, task, null, 1, Duration.ZERO, null, null));
      }
      return results;
    }

    @Test
    void lists_only_those_that_did_not_succeed() {
      ResultTable.print(results(58, 2), false, new PrintWriter(out, true));

      assertThat(out.toString().lines())
          .anyMatch(line -> line.startsWith("t58  FAILURE"))
          .noneMatch(line -> line.startsWith("t57 "))
          .endsWith("58 of 60 tasks succeeded; the table lists 2 of the others.");
    }

    @Test
    void prints_only_their_number_if_all_succeeded() {
      ResultTable.print(results(60, 0), false, new PrintWriter(out, true));

      assertThat(out.toString()).isEqualToIgnoringNewLines("60 of 60 tasks succeeded.");
    }
  }
}
