package io.happyhorse.core.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.submit.OutboxEntry.State;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskSubmitterTest {
  private static final Instant NOW = Instant.parse("2026-04-28T02:37:42Z");
  private static final SubmittedTask TASK =
      new SubmittedTask(TaskId.of("asyntask_A"), null, NOW, "t2v/1080P/5s");
  private static final VideoRequest REQUEST = VideoRequest.textToVideo("A cat");
  private static final SubmitDetails DETAILS =
      SubmitDetails.withoutResponse(REQUEST.digest(), null, NOW, 1);

  @TempDir
  Path folder;

  private final VirtualTime time = VirtualTime.lenient(NOW);
  private final List<String> events = new ArrayList<>();

  @AfterEach
  void close() {
    time.close();
  }

  private OutboxFile outbox() {
    return OutboxFile.at(folder.resolve("outbox"));
  }

  private String outboxStates() {
    try {
      return outbox().entries().stream().map(OutboxEntry::state).toList().toString();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private TaskSubmitter submitter(TaskSubmitPort port) {
    return TaskSubmitter.builder(port)
        .time(time)
        .outbox(outbox())
        .onSubmitted(task -> events.add(task.id() + " " + outboxStates()))
        .build();
  }

  private SubmittedTask accept(VideoRequest request, Duration within) {
    events.add("POST " + outboxStates());
    return TASK;
  }

  @Test
  void the_intent_is_written_before_the_request_and_the_listener_has_the_id_before_the_outbox() {
    assertThat(submitter(this::accept).submit(REQUEST)).isEqualTo(TASK);

    assertThat(events).containsExactly("POST [UNKNOWN]", "asyntask_A [UNKNOWN]");
    assertThat(outboxStates()).isEqualTo("[SUBMITTED]");
  }

  @Test
  void a_prompt_that_would_be_truncated_is_refused_before_anything_is_written_or_sent() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> submitter(this::accept).submit(VideoRequest.textToVideo("a".repeat(5_001))));

    assertThat(events).isEmpty();
    assertThat(outboxStates()).isEqualTo("[]");
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(new SubmissionNotSentException("x", true, DETAILS, null), State.WITHDRAWN),
        Arguments.of(new SubmissionRefusedException("c", "m", DETAILS), State.WITHDRAWN),
        Arguments.of(new SubmissionUnknownException("x", DETAILS, null), State.UNKNOWN),
        Arguments.of(new IllegalArgumentException("within"), State.WITHDRAWN),
        Arguments.of(new IllegalStateException("a defect"), State.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void an_intent_is_withdrawn_if_there_is_certainly_no_task_and_unknown_otherwise(
      RuntimeException error, State state) {
    assertThatThrownBy(() -> submitter((request, within) -> {
              throw error;
            })
            .submit(REQUEST))
        .isSameAs(error);

    assertThat(outboxStates()).isEqualTo("[" + state + "]");
  }

  @Test
  void nothing_is_sent_if_the_intent_cannot_be_written() {
    TaskSubmitter submitter = TaskSubmitter.builder(this::accept)
        .outbox(OutboxFile.at(folder.resolve("missing/outbox")))
        .build();

    assertThatThrownBy(() -> submitter.submit(REQUEST))
        .isInstanceOf(SubmissionNotSentException.class)
        .hasMessageContaining("the outbox cannot be written")
        .isInstanceOfSatisfying(
            SubmitException.class, error -> assertThat(error.isTransient()).isFalse());
    assertThat(events).isEmpty();
  }

  @Test
  void an_id_is_returned_even_if_the_outbox_cannot_be_written() {
    List<@Nullable String> reported = new ArrayList<>();
    TaskSubmitter submitter = TaskSubmitter.builder((request, within) -> {
          replaceOutboxByFolder();
          return TASK;
        })
        .outbox(outbox())
        .onSubmitted(new SubmitListener() {
          @Override
          public void submitted(SubmittedTask task) {
            reported.add(task.id().value());
          }

          @Override
          public void outboxFailed(String digest, IOException error) {
            reported.add(digest);
          }
        })
        .build();

    assertThat(submitter.submit(REQUEST)).isEqualTo(TASK);
    assertThat(reported).containsExactly("asyntask_A", REQUEST.digest());
  }

  private void replaceOutboxByFolder() {
    try {
      Files.delete(folder.resolve("outbox"));
      Files.createDirectory(folder.resolve("outbox"));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Test
  void a_listener_that_throws_does_not_lose_the_id() {
    List<Throwable> uncaught = new ArrayList<>();
    Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> uncaught.add(error));
    try {
      TaskSubmitter submitter = TaskSubmitter.builder(this::accept)
          .outbox(outbox())
          .onSubmitted(task -> {
            throw new IllegalStateException("thrown by the listener");
          })
          .build();

      assertThat(submitter.submit(REQUEST)).isEqualTo(TASK);
      assertThat(uncaught).singleElement().isInstanceOf(IllegalStateException.class);
      assertThat(outboxStates()).isEqualTo("[SUBMITTED]");
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(null);
    }
  }

  @Test
  void an_id_is_in_the_outbox_even_if_the_thread_was_interrupted_meanwhile() {
    TaskSubmitter submitter = submitter((request, within) -> {
      Thread.currentThread().interrupt();
      return TASK;
    });

    assertThat(submitter.submit(REQUEST)).isEqualTo(TASK);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outboxStates()).isEqualTo("[SUBMITTED]");
  }

  @Test
  void an_interrupted_thread_sends_nothing_and_the_error_states_why() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> submitter(this::accept).submit(REQUEST))
        .isInstanceOf(SubmissionNotSentException.class)
        .hasMessageContaining("The request was not sent: interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(events).isEmpty();
    assertThat(outboxStates()).isEqualTo("[]");
  }

  @Test
  void the_timeout_is_passed_to_the_port() {
    List<Duration> limits = new ArrayList<>();
    TaskSubmitPort port = (request, within) -> {
      limits.add(within);
      return TASK;
    };

    TaskSubmitter.of(port).submit(REQUEST);
    TaskSubmitter.builder(port).timeout(Duration.ofSeconds(9)).build().submit(REQUEST);

    assertThat(limits).containsExactly(Duration.ofMinutes(2), Duration.ofSeconds(9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskSubmitter.builder(port).timeout(Duration.ZERO));
  }
}
