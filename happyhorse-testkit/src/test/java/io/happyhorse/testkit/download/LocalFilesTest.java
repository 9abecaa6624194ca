package io.happyhorse.testkit.download;

import static io.happyhorse.testkit.download.DownloadFixture.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.FakeVideo;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The local file of a download and the errors of its file system. */
class LocalFilesTest {
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
  void keeps_an_existing_file_unless_replacing_is_allowed() throws IOException {
    Files.writeString(fixture.file(), "existing");

    LocalFileException error = refused(fixture.builder().build(), VIDEO, fixture.file());

    assertThat(error)
        .hasMessageMatching(
            "(?s).*cat.mp4 exists already \\(task asyntask_.*, 0 bytes, 0 requests\\)"
                + "\\. Choose another name, or allow it to be replaced\\.");
    assertThat(fixture.file()).hasContent("existing");
    assertThat(fixture.source.requests).isEmpty();
    fixture.builder().replaceExisting().build().download(fixture.done(VIDEO), fixture.file());
    fixture.assertDownloaded(VIDEO);
  }

  @Test
  void keeps_a_file_that_was_created_meanwhile() throws IOException {
    fixture.events.onProgress = () -> write(fixture.file(), "existing");

    assertThat(refused(fixture.builder().build(), VIDEO, fixture.file()))
        .hasMessageContaining("exists already");

    assertThat(fixture.file()).hasContent("existing");
  }

  @Test
  void requires_a_folder() {
    assertThat(refused(fixture.builder().build(), VIDEO, fixture.folder.resolve("none/cat.mp4")))
        .hasMessageStartingWith("There is no folder " + fixture.folder.resolve("none"));
    assertThat(refused(fixture.builder().build(), VIDEO, fixture.folder))
        .hasMessageStartingWith(fixture.folder + " is a folder");
    assertThat(fixture.source.requests).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void requires_a_writable_folder() {
    Path readOnly = Path.of("/sys/kernel"); // not even root can create a file here

    assertThat(refused(fixture.builder().build(), VIDEO, readOnly.resolve("cat.mp4")))
        .hasMessageMatching("/sys/kernel is not writable .*Change its permissions.*"
            + "|/sys/kernel/cat.mp4 cannot be written: Read-only file system .*");
    assertThat(fixture.source.requests).isEmpty();
  }

  @Test
  void requires_the_folder_until_the_end() throws IOException {
    Path gone = Files.createDirectory(fixture.folder.resolve("gone"));
    fixture.events.onProgress = () -> delete(gone);

    assertThat(refused(fixture.builder().build(), VIDEO, gone.resolve("cat.mp4")))
        .hasMessageStartingWith("The folder " + gone + " no longer exists");
  }

  @Test
  void requires_free_space() throws IOException {
    long tooLarge = 1L << 55;
    FakeVideo huge = FakeVideo.ofSize(2_000_000);
    VideoDownloader videos = VideoDownloader.builderFrom((link, from, ifMatch, stall) -> {
          VideoResponse response = fixture.source.open(link, from, ifMatch, stall);
          return VideoResponse.of(
              200,
              name -> name.equals("Content-Length") ? Long.toString(tooLarge) : null,
              response.body());
        })
        .allowPrivateAddresses()
        .time(fixture.time)
        .build();

    assertThat(refused(videos, huge, fixture.file()))
        .hasMessageContaining(
            "The video has " + tooLarge + " bytes, but " + fixture.folder + " has only");
    assertThat(fixture.names()).isEmpty();
  }

  @Test
  void reports_an_error_while_writing() throws IOException {
    Path full = Path.of("/dev/full");
    try (OutputStream to =
        Files.exists(full) ? new FileOutputStream(full.toFile()) : brokenStream()) {
      LocalFileException error = catchThrowableOfType(
          LocalFileException.class,
          () -> fixture.builder().build().transfer(fixture.done(VIDEO), to, fixture.events));
      assertThat(error).hasMessageStartingWith("The stream that takes the video failed: ");
    }
    Files.createDirectory(fixture.folder.resolve("cat.mp4.happyhorse-part"));
    assertThat(refused(fixture.builder().build(), VIDEO, fixture.file()))
        .hasMessageContaining("cat.mp4 cannot be written");
  }

  @Test
  void keeps_a_finished_file_after_a_crash_between_link_and_delete() throws IOException {
    Files.writeString(fixture.file(), "whole");
    Files.createLink(fixture.folder.resolve("cat.mp4.happyhorse-part"), fixture.file());
    VideoDownloader videos = fixture.builder().replaceExisting().tries(1).build();

    assertThatThrownBy(() -> videos.download(fixture.done(VIDEO.cutAfter(10, 1)), fixture.file()))
        .isInstanceOf(StorageException.class);

    assertThat(fixture.file()).hasContent("whole");
  }

  @Test
  void reports_that_the_partial_file_was_removed() {
    Path part = fixture.folder.resolve("cat.mp4.happyhorse-part");
    fixture.events.onProgress = () -> {
      deleteFile(part);
      write(part, "written by another program");
    };

    assertThat(refused(fixture.builder().build(), VIDEO, fixture.file()))
        .hasMessageStartingWith(part + " was removed while it was being written");

    assertThat(fixture.file()).doesNotExist();
  }

  @Test
  void permits_only_one_download_to_write_to_a_file() throws Exception {
    VideoDownloader videos = fixture.builder().build();
    VideoTask task = fixture.done(VIDEO);
    List<Throwable> second = new ArrayList<>();
    fixture.events.onProgress = () -> {
      for (int refused = second.size(); refused < 2; refused++) {
        second.add(
            catchThrowableOfType(Throwable.class, () -> videos.download(task, fixture.file())));
      }
    };

    videos.download(task, fixture.file(), fixture.events);

    assertThat(second)
        .hasSize(2) // the first refusal has not released the lock
        .allSatisfy(error -> assertThat(error)
            .isInstanceOf(LocalFileException.class)
            .hasMessageContaining("Another download writes to " + fixture.file()));
    fixture.assertDownloaded(VIDEO);
  }

  private LocalFileException refused(VideoDownloader videos, FakeVideo video, Path to) {
    return catchThrowableOfType(
        LocalFileException.class, () -> videos.download(fixture.done(video), to, fixture.events));
  }

  private OutputStream brokenStream() throws IOException {
    OutputStream closed = Files.newOutputStream(fixture.folder.resolve("closed"));
    closed.close();
    return closed;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
