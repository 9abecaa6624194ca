package io.happyhorse.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DownloadExceptionTest {
  private static final URI HOST = URI.create("https://storage.example");
  private static final DownloadDetails DETAILS = new DownloadDetails(
      TaskId.of("asyntask_A"),
      HOST,
      Path.of("cat.mp4"),
      5,
      10L,
      2,
      503,
      "R1",
      "Busy\nhttps://h/v?Signature=secret");

  static Stream<DownloadException> all() {
    return Stream.of(
        new ChecksumMismatchException(DETAILS),
        new DownloadInterruptedException(DETAILS),
        new DownloaderClosedException(DETAILS),
        new LinkExpiredException(Instant.EPOCH, DETAILS, null),
        new LocalFileException("cat.mp4 exists", DETAILS, "Choose another name.", null),
        new NotAVideoException("it is empty", DETAILS),
        new StorageException("no byte was received", true, DETAILS, null));
  }

  @ParameterizedTest
  @MethodSource("all")
  void message_has_the_task_the_host_and_the_received_bytes(DownloadException error) {
    assertThat(error.taskId()).isEqualTo(TaskId.of("asyntask_A"));
    assertThat(error.origin()).isEqualTo(HOST);
    assertThat(error.details()).isSameAs(DETAILS);
    assertThat(error)
        .hasMessageStartingWith(error.problem())
        .hasMessageContaining(
            "(task asyntask_A from https://storage.example to cat.mp4, 5 of 10 bytes,"
                + " 2 requests, HTTP 503, request id R1, response: Busy https://h/v?...). ")
        .hasMessageMatching(".*\\)\\. [A-Z].*\\.");
  }

  @Test
  void every_error_class_is_covered() {
    assertThat(all().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(DownloadException.class.getPermittedSubclasses());
  }

  @Test
  void message_omits_unknown_details() {
    assertThat(new DownloadDetails(TaskId.of("A"), HOST, null, 0, null, 1, null, null, " "))
        .hasToString("task A from https://storage.example, 0 bytes, 1 request");
    assertThat(Arrays.asList(
            new StorageException("gone", false, DETAILS, null).isTransient(),
            new StorageException("busy", true, DETAILS, null).isTransient()))
        .containsExactly(false, true);
  }
}
