package io.happyhorse.testkit.download;

import static io.happyhorse.testkit.download.DownloadFixture.SIZE;
import static io.happyhorse.testkit.download.DownloadFixture.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.download.DownloadListener;
import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The progress that is reported to a listener. */
class ProgressTest {
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
  void is_reported_from_the_beginning_to_the_end() throws IOException {
    fixture.download(VIDEO);

    assertThat(fixture.events.progress)
        .hasSize(2); // the first and the last, since no virtual time passes
    assertThat(fixture.events.progress.get(0).bytes()).isZero();
    assertThat(fixture.events.progress.get(0).total()).isEqualTo(SIZE);
    assertThat(fixture.events.progress.get(1).bytes()).isEqualTo(SIZE);
  }

  @Test
  void is_reported_at_most_ten_times_a_second_with_a_rate() throws IOException {
    DownloadListener slow = new DownloadListener() {
      @Override
      public void onProgress(DownloadProgress now) {
        fixture.events.progress.add(now);
      }
    };
    VideoSourcePort slowSource = (link, from, ifMatch, stall) -> {
      VideoResponse response = fixture.source.open(link, from, ifMatch, stall);
      return VideoResponse.of(
          200, name -> null, new SlowStream(response.body(), fixture.time, Duration.ofMillis(10)));
    };

    VideoDownloader.builderFrom(slowSource)
        .allowPrivateAddresses()
        .time(fixture.time)
        .build()
        .download(fixture.done(VIDEO), fixture.file(), slow);

    assertThat(fixture.events.progress).hasSizeBetween(10, 60);
    assertThat(fixture.events.progress.get(5).bytesPerSecond()).isBetween(900_000.0, 1_100_000.0);
    assertThat(fixture.events.progress.get(5).total()).isNull();
  }

  @Test
  void is_also_reported_to_a_listener_of_all_downloads() {
    List<DownloadProgress> ofAll = new CopyOnWriteArrayList<>();

    fixture
        .builder()
        .onEvent(ofAll::add)
        .build()
        .download(fixture.done(VIDEO), fixture.file(), fixture.events);

    assertThat(ofAll).isNotEmpty().isEqualTo(fixture.events.progress);
  }

  @Test
  void is_reported_without_ending_the_download_if_a_listener_throws() throws IOException {
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> uncaught.add(error));
    fixture.events.onProgress = () -> {
      throw new IllegalStateException("broken");
    };

    fixture.download(VIDEO);

    fixture.assertDownloaded(VIDEO);
    assertThat(uncaught).hasSize(2);
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }
}
