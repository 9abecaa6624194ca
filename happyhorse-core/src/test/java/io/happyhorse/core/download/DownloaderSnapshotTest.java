package io.happyhorse.core.download;

import static io.happyhorse.core.download.DownloadFixture.SIZE;
import static io.happyhorse.core.download.DownloadFixture.done;
import static io.happyhorse.core.download.DownloadFixture.response;
import static io.happyhorse.core.download.DownloadFixture.rest;
import static io.happyhorse.core.download.DownloadFixture.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.StorageException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two states of {@link VideoDownloader#close()} are tested in {@link VideoDownloaderCloseTest}. */
class DownloaderSnapshotTest {
  private final DownloadFixture fixture = new DownloadFixture();
  private final VideoDownloader videos = fixture.builder().build();

  @TempDir
  Path folder;

  @Test
  void of_a_new_downloader_is_zero() {
    assertThat(videos.snapshot()).isEqualTo(new DownloaderSnapshot(0, 0, 0, 0, 0));
  }

  @Test
  void counts_each_video_and_each_received_byte_once() {
    fixture.host.sends(whole().cutAfter(100_000), rest(206, 100_000), whole());
    videos.download(done(), folder.resolve("1.mp4"));
    videos.transfer(done(), new ByteArrayOutputStream(), fixture.events);

    assertThat(videos.snapshot()).isEqualTo(new DownloaderSnapshot(0, 0, 2, 0, 2L * SIZE));
  }

  @Test
  void counts_a_download_that_failed() {
    fixture.host.sends(response(404));

    assertThatThrownBy(() -> videos.download(done(), folder.resolve("1.mp4")))
        .isInstanceOf(StorageException.class);

    assertThat(videos.snapshot()).isEqualTo(new DownloaderSnapshot(0, 0, 0, 1, 0));
  }

  @Test
  void shows_a_running_download_on_the_callers_thread() {
    fixture.host.sends(whole());
    List<DownloaderSnapshot> seen = new ArrayList<>();
    fixture.events.onProgress = () -> seen.add(videos.snapshot());

    videos.download(done(), folder.resolve("1.mp4"), fixture.events);

    assertThat(seen).first().isEqualTo(new DownloaderSnapshot(1, 0, 0, 0, 0));
    assertThat(seen).last().isEqualTo(new DownloaderSnapshot(1, 0, 0, 0, SIZE));
  }
}
