package io.happyhorse.testkit.download;

import static io.happyhorse.testkit.download.DownloadFixture.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt of the downloading thread. */
class InterruptTest {
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
  void ends_a_download_that_can_be_resumed() throws IOException {
    VideoTask task = fixture.done(VIDEO);
    fixture.events.onProgress = Thread.currentThread()::interrupt;

    assertThatThrownBy(
            () -> fixture.builder().build().download(task, fixture.file(), fixture.events))
        .isInstanceOf(DownloadInterruptedException.class)
        .hasMessageContaining("task " + task.id());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(fixture.names()).doesNotContain("cat.mp4");
    fixture.builder().build().download(task, fixture.file());
    fixture.assertDownloaded(VIDEO);
  }

  @Test
  void before_a_download_loses_no_received_bytes() throws IOException {
    VideoDownloader videos = fixture.builder().tries(1).build();
    VideoTask cut = fixture.done(VIDEO.cutAfter(2_000_000, 1));
    assertThatThrownBy(() -> videos.download(cut, fixture.file()))
        .isInstanceOf(StorageException.class);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> videos.download(cut, fixture.file()))
        .isInstanceOf(DownloadInterruptedException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(videos.download(cut, fixture.file()).resumed()).isTrue();
    fixture.assertDownloaded(VIDEO);
  }

  @Test
  void while_a_fresh_link_is_queried_ends_the_download() {
    VideoTask task = fixture.done(VIDEO);
    fixture.time.advance(Duration.ofHours(25));
    VideoDownloader videos = fixture
        .builder()
        .freshLinksFrom((id, within) -> {
          Thread.currentThread().interrupt();
          return fixture.gateway.query(id, within);
        })
        .build();

    assertThatThrownBy(() -> videos.download(task, fixture.file()))
        .isInstanceOf(DownloadInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
