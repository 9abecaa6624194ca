package io.happyhorse.testkit.download;

import static io.happyhorse.testkit.download.DownloadFixture.SIZE;
import static io.happyhorse.testkit.download.DownloadFixture.VIDEO;
import static io.happyhorse.testkit.download.DownloadFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.ChecksumMismatchException;
import io.happyhorse.core.error.NotAVideoException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.task.TaskFailedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Complete downloads to a file or a stream. */
class WholeVideoTest {
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
  void downloads_a_video_and_verifies_its_checksum() throws IOException {
    DownloadedVideo video = fixture.download(VIDEO);

    fixture.assertDownloaded(VIDEO);
    assertThat(video.file()).isEqualTo(fixture.file());
    assertThat(video.bytes()).isEqualTo(SIZE);
    assertThat(video.check()).isEqualTo(DownloadedVideo.Check.CRC64);
    assertThat(video.resumed()).isFalse();
    assertThat(fixture.source.requests).containsExactly("0");
    assertThat(fixture.events.names).isEmpty();
  }

  @Test
  void reports_that_only_the_length_was_checked() throws IOException {
    assertThat(fixture.download(VIDEO.withoutChecksum()).check())
        .isEqualTo(DownloadedVideo.Check.LENGTH);

    fixture.assertDownloaded(VIDEO);
  }

  @Test
  void refuses_an_empty_video() throws IOException {
    assertThatThrownBy(() -> fixture.download(FakeVideo.ofSize(0)))
        .isInstanceOf(NotAVideoException.class)
        .hasMessageContaining("it is empty (task");

    assertThat(fixture.names()).isEmpty();
  }

  @Test
  void refuses_an_error_page_and_quotes_its_text() throws IOException {
    FakeVideo page = VIDEO.respondingFirst(
        200, Map.of("Content-Type", "application/json"), "{\"error\":{\"message\":\"Used up.\"}}");

    assertThatThrownBy(() -> fixture
            .builder()
            .tries(1)
            .build()
            .download(fixture.done(page), fixture.file(), fixture.events))
        .isInstanceOf(NotAVideoException.class)
        .hasMessageContaining("HTTP 200")
        .hasMessageContaining("response: Used up.");

    assertThat(fixture.names()).isEmpty();
  }

  @Test
  void refuses_a_video_that_does_not_match_its_checksum() throws IOException {
    assertThatThrownBy(() -> fixture.download(VIDEO.withWrongChecksum()))
        .isInstanceOf(ChecksumMismatchException.class);

    assertThat(fixture.names()).isEmpty();
    assertThat(fixture.source.requests).containsExactly("0", "0");
    assertThat(fixture.events.names).containsExactly("it does not match its checksum");
  }

  @Test
  void writes_a_video_to_a_stream() throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();

    DownloadedVideo written = fixture
        .builder()
        .build()
        .transfer(fixture.done(VIDEO.cutAfter(2_000_000, 1)), to, fixture.events);

    assertThat(to.toByteArray()).isEqualTo(bytes(VIDEO));
    assertThat(written.file()).isNull();
    assertThat(written.check()).isEqualTo(DownloadedVideo.Check.CRC64);
    assertThat(fixture.source.requests).containsExactly("0", "2000000 if it matches");
  }

  @Test
  void fails_if_bytes_written_to_a_stream_would_have_to_be_discarded() {
    ByteArrayOutputStream to = new ByteArrayOutputStream();

    assertThatThrownBy(() -> fixture
            .builder()
            .build()
            .transfer(
                fixture.done(VIDEO.ignoringRanges().cutAfter(2_000_000, 1)), to, fixture.events))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("the bytes written to the stream cannot be discarded");
  }

  @Test
  void reports_a_wrong_checksum_of_a_video_written_to_a_stream() {
    assertThatThrownBy(() -> fixture
            .builder()
            .build()
            .transfer(
                fixture.done(VIDEO.withWrongChecksum()),
                new ByteArrayOutputStream(),
                fixture.events))
        .isInstanceOf(ChecksumMismatchException.class);
  }

  @Test
  void downloads_without_a_listener() {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    VideoTask done = fixture.done(FakeVideo.sample());

    try (VideoDownloader videos = VideoDownloader.of(fixture.gateway)) {
      assertThat(videos.transfer(done, to).bytes()).isEqualTo(to.size());
      assertThat(videos.start(done, fixture.file())).succeedsWithin(Duration.ofMinutes(1));
    }

    assertThat(fixture.file()).hasBinaryContent(to.toByteArray());
  }

  @Test
  void downloads_with_a_fresh_link_from_the_same_gateway() throws IOException {
    VideoTask done = fixture.done(VIDEO.linkedFor(Duration.ofHours(1), true));
    fixture.time.advance(Duration.ofHours(2));

    VideoDownloader.builder(fixture.gateway)
        .time(fixture.time)
        .build()
        .download(done, fixture.file());

    fixture.assertDownloaded(VIDEO);
  }

  @Test
  void requires_a_task_with_a_video() {
    VideoDownloader videos = fixture.builder().build();
    VideoTask failed = fixture.done(TaskScript.failing("Data", "bad"));
    VideoTask running = fixture.done(TaskScript.succeeding().running(Stay.queries(5)));

    assertThatThrownBy(() -> videos.download(failed, fixture.file()))
        .isInstanceOf(TaskFailedException.class);
    assertThatThrownBy(() -> videos.download(running, fixture.file()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no link yet");
  }

  @Test
  void can_directly_follow_the_wait_for_the_task() throws IOException {
    TaskId id = fixture.gateway.accept(TaskScript.succeeding()
        .queued(Duration.ofSeconds(20))
        .running(Duration.ofSeconds(90))
        .video(VIDEO));
    try (TaskWatcher watcher = TaskWatcher.of(fixture.gateway, fixture.time)) {
      DownloadedVideo video = fixture
          .builder()
          .build()
          .download(watcher.await(id, Duration.ofMinutes(15)), fixture.file());

      assertThat(video.taskId()).isEqualTo(id);
    }
    fixture.assertDownloaded(VIDEO);
  }
}
