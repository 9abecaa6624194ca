package io.happyhorse.testkit.download;

import static io.happyhorse.testkit.download.DownloadFixture.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.FakeVideo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transfer that is interrupted, temporarily refused, or left by an earlier download. */
class BrokenTransferTest {
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
  void resumes_where_it_was_cut() throws IOException {
    fixture.download(VIDEO.cutAfter(1_500_000, 2));

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.source.requests).containsExactly("0", "1500000 if it matches");
    assertThat(fixture.events.names).containsExactly("Retrying");
  }

  @Test
  void fails_after_six_consecutive_tries_and_is_resumed_by_the_next_download() throws IOException {
    FakeVideo video = VIDEO.cutAfter(1_500_000, 1).refused(503, 7);
    VideoTask task = fixture.done(video);
    VideoDownloader videos = fixture.builder().build();

    StorageException error = catchThrowableOfType(
        StorageException.class, () -> videos.download(task, fixture.file(), fixture.events));

    assertThat(error.isTransient()).isTrue();
    assertThat(error)
        .hasMessageContaining("the host is unavailable (task " + task.id())
        .hasMessageContaining("1500000 of 3000000 bytes, 6 requests, HTTP 503");
    assertThat(fixture.events.names).hasSize(5).containsOnly("Retrying");
    assertThat(fixture.time.since(0)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(31));
    assertThat(fixture.names())
        .containsExactly("cat.mp4.happyhorse-note", "cat.mp4.happyhorse-part");
    assertThat(Files.readString(fixture.folder.resolve("cat.mp4.happyhorse-note")))
        .doesNotContain("Signature");

    DownloadedVideo resumed = videos.download(task, fixture.file());

    assertThat(resumed.resumed()).isTrue();
    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.source.requests.subList(6, fixture.source.requests.size()))
        .containsOnly("1500000 if it matches");
  }

  @Test
  void has_six_tries_again_after_each_MiB() throws IOException {
    fixture.download(VIDEO.refused(503, 4).cutAfter(1_500_000, 1).refused(503, 4));

    fixture.assertDownloaded(VIDEO);
  }

  @Test
  void of_another_task_is_not_resumed() throws IOException {
    VideoDownloader videos = fixture.builder().tries(1).build();
    VideoTask cut = fixture.done(VIDEO.cutAfter(1_500_000, 1));
    assertThatThrownBy(() -> videos.download(cut, fixture.file()))
        .isInstanceOf(StorageException.class);

    assertThat(videos.download(fixture.done(VIDEO), fixture.file()).resumed()).isFalse();

    fixture.assertDownloaded(VIDEO);
  }

  @Test
  void whose_bytes_were_changed_starts_again() throws IOException {
    VideoDownloader videos = fixture.builder().tries(1).build();
    VideoTask cut = fixture.done(VIDEO.cutAfter(1_500_000, 1));
    assertThatThrownBy(() -> videos.download(cut, fixture.file()))
        .isInstanceOf(StorageException.class);
    Files.write(fixture.folder.resolve("cat.mp4.happyhorse-part"), new byte[1_500_000]);

    assertThat(videos.download(cut, fixture.file(), fixture.events).resumed()).isFalse();

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.events.names).containsExactly("it does not match its checksum");
  }

  @Test
  void whose_resume_info_is_unreadable_starts_again() throws IOException {
    for (String note : List.of("", "what?\n", "HappyHorse partial video 1\nx\n\n\nmany\n")) {
      VideoDownloader videos = fixture.builder().tries(1).build();
      VideoTask cut = fixture.done(VIDEO.cutAfter(1_500_000, 1));
      assertThatThrownBy(() -> videos.download(cut, fixture.file()))
          .isInstanceOf(StorageException.class);
      Files.writeString(fixture.folder.resolve("cat.mp4.happyhorse-note"), note);

      assertThat(videos.download(cut, fixture.file()).resumed()).isFalse();

      fixture.assertDownloaded(VIDEO);
      Files.delete(fixture.file());
    }
  }

  @Test
  void is_not_requested_again_if_that_cannot_help() {
    assertThat(catchThrowableOfType(StorageException.class, () -> fixture.download(VIDEO.gone())))
        .hasMessageContaining("it no longer exists")
        .hasMessageContaining("HTTP 404")
        .hasMessageContaining("response: NoSuchKey The specified key does not exist.");
    assertThat(fixture.source.requests).hasSize(1);
  }

  @Test
  void fails_if_the_host_sends_no_parts_and_cuts_every_response() {
    assertThatThrownBy(() -> fixture.download(VIDEO.ignoringRanges().cutAfter(1_500_000, 50)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("1500000 of 3000000 bytes");

    assertThat(fixture.source.requests)
        .hasSize(6); // the first response has more than 1 MiB, the others have nothing new
  }

  @Test
  void is_repeated_after_a_web_page_in_place_of_the_video() throws IOException {
    Map<String, String> html = Map.of("Content-Type", "text/html; charset=utf-8");

    fixture.download(VIDEO.respondingFirst(200, html, "<!doctype html><title>Sign in</title>"));

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.events.names).containsExactly("Retrying");
  }
}
