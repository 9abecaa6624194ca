package io.happyhorse.core.download;

import static io.happyhorse.core.download.DownloadFixture.VIDEO;
import static io.happyhorse.core.download.DownloadFixture.done;
import static io.happyhorse.core.download.DownloadFixture.rest;
import static io.happyhorse.core.download.DownloadFixture.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.error.DownloaderClosedException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoDownloaderCloseTest {
  private static final int RECEIVED = 100_000;
  private static final DownloadListener NO_LISTENER = progress -> {};

  private final CountDownLatch stalled = new CountDownLatch(1);

  @TempDir
  Path folder;

  /** A host that stalls after some bytes. */
  private final VideoSourcePort stalling = (link, from, ifMatch, stall) -> VideoResponse.of(
      200,
      Map.of("Content-Length", "" + VIDEO.length, "ETag", "\"A\"")::get,
      new SequenceInputStream(new ByteArrayInputStream(VIDEO, 0, RECEIVED), new StalledStream()));

  private final class StalledStream extends InputStream {
    @Override
    public int read() throws IOException {
      stalled.countDown();
      try {
        new CountDownLatch(1).await();
        return -1;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return read();
    }
  }

  private static DownloaderClosedException closed(CompletableFuture<DownloadedVideo> download) {
    ExecutionException failed = catchThrowableOfType(ExecutionException.class, download::get);
    return (DownloaderClosedException) Objects.requireNonNull(failed.getCause());
  }

  @Test
  void stops_background_downloads_and_keeps_their_partial_files() throws Exception {
    VideoDownloader videos =
        VideoDownloader.builderFrom(stalling).maxConcurrent(1).build();
    CompletableFuture<DownloadedVideo> running =
        videos.start(done(), folder.resolve("1.mp4"), NO_LISTENER);
    CompletableFuture<DownloadedVideo> waiting =
        videos.start(done(), folder.resolve("2.mp4"), NO_LISTENER);
    stalled.await();
    assertThat(videos.snapshot()).isEqualTo(new DownloaderSnapshot(1, 1, 0, 0, RECEIVED));

    videos.close();

    assertThat(videos.snapshot()).isEqualTo(new DownloaderSnapshot(0, 0, 0, 1, RECEIVED));
    assertThat(running).isDone();
    assertThat(waiting).isDone();
    assertThat(closed(running).details().bytes()).isEqualTo(RECEIVED);
    assertThat(closed(waiting))
        .hasMessageStartingWith("The downloader is closed (task asyntask_A")
        .hasMessageEndingWith("Download it again with another one before the link expires.");
    assertThat(folder.resolve("1.mp4.happyhorse-part")).hasSize(RECEIVED);
    assertThat(folder.resolve("2.mp4.happyhorse-part")).doesNotExist();
    DownloadFixture next = new DownloadFixture();
    next.host.sends(rest(206, RECEIVED));
    assertThat(next.builder().build().download(done(), folder.resolve("1.mp4")).resumed())
        .isTrue();
    assertThat(folder.resolve("1.mp4")).hasBinaryContent(VIDEO);
  }

  @Test
  void makes_later_downloads_fail() throws IOException {
    DownloadFixture fixture = new DownloadFixture();
    fixture.host.sends(whole());
    VideoDownloader videos = fixture.builder().build();
    videos.close();
    videos.close();

    assertThatThrownBy(() -> videos.download(done(), folder.resolve("1.mp4")))
        .isInstanceOf(DownloaderClosedException.class)
        .hasMessageContaining("The downloader is closed (task asyntask_A");
    assertThatThrownBy(() -> videos.start(done(), folder.resolve("1.mp4"), NO_LISTENER))
        .isInstanceOf(DownloaderClosedException.class);
    assertThatThrownBy(() -> videos.transfer(done(), new ByteArrayOutputStream(), NO_LISTENER))
        .isInstanceOf(DownloaderClosedException.class);
    assertThat(
            videos.downloadAll(List.of(done()), task -> folder.resolve("1.mp4")).values())
        .singleElement()
        .isInstanceOfSatisfying(
            DownloadOutcome.Failed.class,
            failed -> assertThat(failed.error()).isInstanceOf(DownloaderClosedException.class));
    assertThat(fixture.host.requests).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(Files.exists(folder)).isTrue();
  }

  @Test
  void may_be_called_by_a_listener() throws Exception {
    DownloadFixture fixture = new DownloadFixture();
    fixture.host.sends(whole());
    VideoDownloader videos = fixture.builder().build();

    CompletableFuture<DownloadedVideo> download =
        videos.start(done(), folder.resolve("1.mp4"), progress -> videos.close());

    assertThat(closed(download)).isNotNull();
  }
}
