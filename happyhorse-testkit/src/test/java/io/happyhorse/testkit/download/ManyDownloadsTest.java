package io.happyhorse.testkit.download;

import static io.happyhorse.testkit.download.DownloadFixture.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.download.DownloadOutcome;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many downloads in the background. */
class ManyDownloadsTest {
  private DownloadFixture fixture;

  @BeforeEach
  void setUp(@TempDir Path folder) {
    fixture = new DownloadFixture(folder);
  }

  @AfterEach
  void closeTime() {
    fixture.time.close();
  }

  @Test
  void start_with_the_links_that_expire_first() throws IOException {
    List<VideoTask> all = new ArrayList<>();
    for (int task = 0; task < 6; task++) {
      all.add(fixture.done(VIDEO.linkedFor(Duration.ofHours(30 - task), false)));
    }
    List<TaskId> order = new CopyOnWriteArrayList<>();
    VideoSourcePort recording = new VideoSourcePort() {
      @Override
      public VideoResponse open(
          ResultLink link, long from, @Nullable String ifMatch, Duration stall) throws IOException {
        all.stream().filter(task -> link.equals(task.link())).forEach(task -> order.add(task.id()));
        return fixture.source.open(link, from, ifMatch, stall);
      }

      @Override
      public @Nullable URI origin() {
        return fixture.source.origin();
      }
    };
    VideoTask failed = fixture.done(TaskScript.failing("Data", "bad"));
    all.add(0, failed);

    Map<TaskId, DownloadOutcome> outcomes = VideoDownloader.builderFrom(recording)
        .maxConcurrent(1)
        .time(fixture.time)
        .build()
        .downloadAll(all, task -> fixture.folder.resolve(task.id() + ".mp4"));

    assertThat(outcomes.keySet())
        .containsExactlyElementsOf(all.stream().map(VideoTask::id).toList());
    assertThat(outcomes.get(failed.id())).isInstanceOf(DownloadOutcome.Failed.class);
    assertThat(outcomes.values())
        .filteredOn(DownloadOutcome.Completed.class::isInstance)
        .hasSize(6);
    List<TaskId> expected = new ArrayList<>();
    all.subList(1, 7).forEach(task -> expected.add(0, task.id()));
    assertThat(order).containsExactlyElementsOf(expected);
    assertThat(fixture.names()).hasSize(6).allMatch(name -> name.endsWith(".mp4"));
  }

  @Test
  void succeed_even_if_one_pauses_and_the_others_wait() throws IOException {
    List<VideoTask> all = List.of(
        fixture.done(VIDEO.refused(503, 2)),
        fixture.done(VIDEO),
        fixture.done(VIDEO.refused(503, 1)));

    Map<TaskId, DownloadOutcome> outcomes = fixture
        .builder()
        .maxConcurrent(1)
        .build()
        .downloadAll(all, task -> fixture.folder.resolve(task.id() + ".mp4"));

    assertThat(outcomes.values()).hasSize(3).allMatch(DownloadOutcome.Completed.class::isInstance);
  }

  @Test
  void end_on_an_interrupt_each_with_its_own_error() {
    List<VideoTask> all = List.of(fixture.done(VIDEO.stallingAfter(10)), fixture.done(VIDEO));
    Thread.currentThread().interrupt();

    Map<TaskId, DownloadOutcome> outcomes = fixture
        .builder()
        .maxConcurrent(1)
        .build()
        .downloadAll(all, task -> fixture.folder.resolve(task.id() + ".mp4"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcomes.values())
        .allSatisfy(outcome -> assertThat(outcome)
            .isInstanceOfSatisfying(DownloadOutcome.Failed.class, failed -> {
              assertThat(failed.error()).isInstanceOf(DownloadInterruptedException.class);
              assertThat(((DownloadException) failed.error()).taskId()).isEqualTo(failed.taskId());
            }));
  }
}
