package io.happyhorse.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskFailedException;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.VideoTask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerializationTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final URI GATEWAY = URI.create("https://gateway.example");
  private static final Instant AT = Instant.parse("2026-04-28T02:37:42Z");
  private static final String SECRET = "secret-signature";
  private static final String LINK = "https://h.example/v.mp4?Signature=" + SECRET;

  private static final QueryDetails QUERY =
      new QueryDetails(ID, GATEWAY, 503, "R1", 3, "Busy, see " + LINK, Duration.ofSeconds(9));
  private static final DownloadDetails DOWNLOAD =
      new DownloadDetails(ID, GATEWAY, Path.of("cat.mp4"), 5, 10L, 2, 503, "R1", "Busy");

  /** An observation with every possible secret. */
  private static final VideoTask OBSERVATION = VideoTask.builder(ID, "SUCCESS", AT)
      .action(TaskAction.GENERATE)
      .progress(Progress.of("100%"))
      .link(ResultLink.parse(LINK, null, AT))
      .timeline(new Timeline(AT.minusSeconds(90), AT.minusSeconds(60), AT))
      .requestId("R0")
      .upstream(new UpstreamReport(
          "U1", null, null, null, null, SECRET, ResultLink.parse(LINK, null, AT), null, null))
      .attempts(2)
      .rawJson("{\"result_url\":\"" + LINK + "\"}")
      .build();

  private static final WaitDetails WAIT = new WaitDetails(
      ID, GATEWAY, OBSERVATION, Duration.ofSeconds(70), 7, new RateLimitedException(QUERY));

  private static final SubmitDetails SUBMISSION = new SubmitDetails(
      "0123456789abcdef", GATEWAY, AT, 1, 503, "R1", "Busy, see " + LINK, Duration.ofSeconds(9));

  static Stream<HappyHorseException> errors() {
    return Stream.of(
        new ForbiddenException(QUERY),
        new GatewayUnavailableException(QUERY),
        new ApiKeyMissingException("its supplier returned none", QUERY),
        new UnauthorizedException(QUERY),
        MalformedResponseException.webPage(QUERY),
        new MalformedResponseException("it is empty", QUERY, new IOException("cut")),
        new NetworkException("no handshake", QUERY, new SSLHandshakeException("refused")),
        new ProxyAuthenticationException(QUERY),
        new QueryInterruptedException(QUERY),
        new QueryRejectedException(QUERY),
        new RateLimitedException(QUERY),
        new TaskNotFoundException(QUERY),
        new UntrustedCertificateException(
            "it is not trusted", QUERY, new SSLHandshakeException("refused")),
        new WrongEndpointException(QUERY),
        new SubmissionNotSentException(
            "no connection", true, SUBMISSION, new SSLHandshakeException("refused")),
        new SubmissionRefusedException("model_not_found", "see " + LINK, SUBMISSION),
        new SubmissionUnknownException("reset", SUBMISSION, new IOException("reset")),
        new LinkMissingException(WAIT),
        new WaitAbandonedException(WAIT),
        new WaitDeadlineException(WAIT),
        new WaitInterruptedException(WAIT),
        new WaitStoppedException(WAIT),
        new WatcherClosedException(WAIT),
        new ChecksumMismatchException(DOWNLOAD),
        new DownloadInterruptedException(DOWNLOAD),
        new DownloaderClosedException(DOWNLOAD),
        new LinkExpiredException(AT, DOWNLOAD, new RateLimitedException(QUERY)),
        new LocalFileException(
            "no space", DOWNLOAD, "Free some space.", new NoSuchFileException("cat")),
        new NotAVideoException("it is empty", DOWNLOAD),
        new StorageException("no byte was received", true, DOWNLOAD, new IOException("reset")));
  }

  @Test
  void every_error_class_is_covered() {
    assertThat(errors().map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(
            concrete(HappyHorseException.class).<Class<?>>map(type -> type).toList());
  }

  private static Stream<Class<?>> concrete(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SerializationTest::concrete)
        : Stream.of(type);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void every_error_survives_serialization(HappyHorseException error) throws Exception {
    HappyHorseException copy = copyOf(error);

    assertThat(copy).isExactlyInstanceOf(error.getClass()).hasMessage(error.getMessage());
    assertThat(copy.taskId()).isEqualTo(error instanceof SubmitException ? null : ID);
    assertThat(copy.origin()).isEqualTo(GATEWAY);
    assertThat(copy.getStackTrace()).isEqualTo(error.getStackTrace());
    assertThat(copy.toString()).isEqualTo(error.toString());
    if (error.getCause() == null) {
      assertThat(copy).hasNoCause();
    } else {
      assertThat(copy.getCause())
          .isExactlyInstanceOf(error.getCause().getClass())
          .hasMessage(error.getCause().getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void no_secret_is_serialized(HappyHorseException error) throws Exception {
    assertThat(new String(bytes(error), StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
  }

  @Nested
  class The_copy {
    @Test
    void of_a_query_error_has_its_details() throws Exception {
      MalformedResponseException copy = copyOf(MalformedResponseException.webPage(QUERY));

      assertThat(copy.details()).isEqualTo(QUERY);
      assertThat(copy.httpStatus()).isEqualTo(503);
      assertThat(copy.retryAfter()).isEqualTo(Duration.ofSeconds(9));
      assertThat(copy.isTransient()).isTrue();
      assertThat(copy.isWebPage()).isTrue();
      assertThat(copy.problem()).isEqualTo("The gateway's response is malformed: it is a web page");
      assertThat(copy.advice())
          .isEqualTo(MalformedResponseException.webPage(QUERY).advice());
    }

    @Test
    void of_a_wait_error_has_the_last_observation_without_link_and_raw_json() throws Exception {
      WaitAbandonedException copy = copyOf(new WaitAbandonedException(WAIT));

      assertThat(copy.lastObservation())
          .isEqualTo(VideoTask.builder(ID, "SUCCESS", AT)
              .action(TaskAction.GENERATE)
              .progress(Progress.of("100%"))
              .timeline(OBSERVATION.timeline())
              .requestId("R0")
              .attempts(2)
              .build());
      assertThat(copy.elapsed()).isEqualTo(Duration.ofSeconds(70));
      assertThat(copy.polls()).isEqualTo(7);
      assertThat(copy.lastError()).isInstanceOf(RateLimitedException.class);
      assertThat(copy.getCause()).isSameAs(copy.lastError());
    }

    @Test
    void of_a_download_error_has_its_details() throws Exception {
      assertThat(copyOf(new LinkExpiredException(AT, DOWNLOAD, null)).expiredAt())
          .isEqualTo(AT);
      StorageException copy = copyOf(new StorageException("reset", true, DOWNLOAD, null));
      assertThat(copy.details()).isEqualTo(DOWNLOAD);
      assertThat(copy.isTransient()).isTrue();
    }

    @Test
    void of_a_failed_task_has_its_reason_without_the_queries_of_urls() throws Exception {
      VideoTask failed = VideoTask.builder(ID, "FAILURE", AT)
          .failure(new TaskFailure("task failed, code: C1, message: not " + LINK))
          .build();

      TaskFailedException copy = copyOf(failureOf(failed));

      assertThat(copy.task().id()).isEqualTo(ID);
      assertThat(Objects.requireNonNull(copy.task().failure()).raw())
          .isEqualTo("task failed, code: C1, message: not https://h.example/v.mp4?...");
    }

    @Test
    void of_an_observation_has_no_query_of_a_URL_in_any_text() throws Exception {
      VideoTask task = VideoTask.builder(ID, LINK, AT)
          .action(TaskAction.of(LINK))
          .progress(Progress.of(LINK))
          .requestId(LINK)
          .build();

      assertThat(new String(bytes(task), StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
      assertThat(copyOf(task).action()).isEqualTo(TaskAction.of("https://h.example/v.mp4?..."));
      assertThat(copyOf(task).requestId()).isEqualTo("https://h.example/v.mp4?...");
    }

    @Test
    void of_a_failed_task_has_the_code_and_the_message_of_a_reason_in_JSON() throws Exception {
      VideoTask failed = VideoTask.builder(ID, "FAILURE", AT)
          .failure(new TaskFailure(
              "{\"code\":\"C1\",\"message\":\"not " + LINK + "\"}", "C1:" + LINK, "not " + LINK))
          .build();

      assertThat(copyOf(failed).failure())
          .isEqualTo(new TaskFailure(
              "{\"code\":\"C1\",\"message\":\"not https://h.example/v.mp4?...\"}",
              "C1:https://h.example/v.mp4?...",
              "not https://h.example/v.mp4?..."));
    }

    private static TaskFailedException failureOf(VideoTask task) {
      try {
        throw new IllegalStateException(task.requireLink().toString());
      } catch (TaskFailedException failed) {
        return failed;
      }
    }
  }

  @Nested
  class A_cause {
    /** An exception of a library: it cannot be serialized, and the receiver may not have its class. */
    private static final class LibraryException extends RuntimeException {
      private final Object client = new Object();

      LibraryException(String message, Throwable cause) {
        super(message, cause);
      }

      @Override
      public String getMessage() {
        return super.getMessage() + (client.equals(this) ? "!" : "");
      }
    }

    @Test
    void of_a_library_is_replaced_by_one_of_the_jdk_that_names_it() throws Exception {
      LibraryException cause = new LibraryException("no route", new IOException("refused"));

      NetworkException copy = copyOf(new NetworkException("no connection", QUERY, cause));

      assertThat(copy.getCause())
          .isExactlyInstanceOf(Exception.class)
          .hasMessage(cause.toString())
          .hasCauseExactlyInstanceOf(IOException.class);
      assertThat(Objects.requireNonNull(copy.getCause()).getStackTrace())
          .isEqualTo(cause.getStackTrace());
    }

    @Test
    void of_the_jdk_is_replaced_if_a_library_is_behind_it() throws Exception {
      IOException cause =
          new IOException("broken", new LibraryException("no route", new Error("e")));
      IOException suppressing = new IOException("broken");
      suppressing.addSuppressed(new LibraryException("no route", new Error("e")));

      assertThat(copyOf(new NetworkException("gone", QUERY, cause)).getCause())
          .hasMessage("java.io.IOException: broken")
          .cause()
          .hasMessageEndingWith("LibraryException: no route");
      assertThat(copyOf(new NetworkException("gone", QUERY, suppressing)).getCause())
          .hasMessage("java.io.IOException: broken");
    }

    @Test
    void loses_the_queries_of_urls_in_its_message() throws Exception {
      NetworkException error = new NetworkException("gone", QUERY, new IOException("no " + LINK));

      assertThat(copyOf(error).getCause())
          .hasMessage("java.io.IOException: no https://h.example/v.mp4?...");
    }

    @Test
    void may_be_its_own_cause() throws Exception {
      IOException one = new IOException("one https://h?x");
      one.initCause(new IOException("two", one));

      assertThat(copyOf(new NetworkException("gone", QUERY, one)).getCause())
          .hasMessage("java.io.IOException: one https://h?...")
          .hasRootCauseMessage("java.io.IOException: two");
    }
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"}) // what was just written
  private static <T> T copyOf(T error) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(error)))) {
      return (T) in.readObject();
    }
  }

  private static byte[] bytes(Object error) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(error);
    }
    return bytes.toByteArray();
  }
}
