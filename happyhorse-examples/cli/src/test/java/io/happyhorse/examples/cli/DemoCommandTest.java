package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.DownloadDetails;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo: fake gateway, HTTP, adapter, watcher and a video on disk. */
class DemoCommandTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  @TempDir
  Path dir;

  @Test
  void shows_a_task_whose_video_is_saved_and_a_task_that_fails() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(Map.of(), "demo", "--accelerate", "60", "--dir", dir.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    Path video = onlyFile();
    assertThat(run.out().lines().filter(line -> line.matches(" +\\d+:\\d\\d  .*")))
        .extracting(line -> line.strip().split(" +", -1)[2])
        .contains("NOT_START", "QUEUED", "IN_PROGRESS", "SUCCESS", "FAILURE");
    assertThat(run.out())
        .contains("A fake gateway listens at http://127.0.0.1:")
        .contains(video.toAbsolutePath().toString())
        .contains("InvalidParameter: Field required: input.prompt (the gateway refunds the task)");
    try (InputStream sample =
        getClass().getResourceAsStream("/io/happyhorse/testkit/video/sample.mp4")) {
      assertThat(sample).isNotNull();
      assertThat(video).hasBinaryContent(sample.readAllBytes());
    }
  }

  @Test
  void refuses_an_acceleration_of_less_than_one() {
    CommandLineRun run = CommandLineRun.of(Map.of(), "demo", "--accelerate", "0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Time cannot be accelerated 0 times: use 1 or more.");
  }

  @Test
  void reports_a_video_that_was_not_saved_but_not_the_failed_task() {
    VideoTask failure = VideoTask.builder(ID, "FAILURE", Instant.EPOCH)
        .failure(new TaskFailure("busy"))
        .build();
    TaskResult failed = result(failure, null);
    URI host = URI.create("https://h");
    DownloadDetails details = new DownloadDetails(ID, host, null, 0, null, 1, null, null, null);
    VideoTask success = VideoTask.builder(ID, "SUCCESS", Instant.EPOCH).build();
    TaskResult unsaved =
        result(success, new LocalFileException("disk full", details, "Free space.", null));

    assertThat(DemoCommand.exitCode(List.of(failed))).isEqualTo(ExitCode.SUCCESS);
    assertThat(DemoCommand.exitCode(List.of(unsaved, failed))).isEqualTo(ExitCode.LOCAL_ERROR);
  }

  private static TaskResult result(VideoTask task, @Nullable Throwable error) {
    return new TaskResult(ID, task, null, 1, Duration.ZERO, error, null);
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
