package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.submit.OutboxEntry;
import io.happyhorse.core.submit.OutboxEntry.State;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.submit.TaskSubmitter;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxGuardTest {
  private static final Instant NOW = Instant.parse("2026-04-28T02:37:42Z");
  private static final VideoRequest REQUEST = VideoRequest.textToVideo("A cat");

  private final List<VideoRequest> sent = new ArrayList<>();

  @TempDir
  Path folder;

  private OutboxFile outbox() {
    return OutboxFile.at(folder.resolve("outbox"));
  }

  private TaskSubmitter submitter() throws IOException {
    TaskSubmitPort port = (request, within) -> {
      sent.add(request);
      return new SubmittedTask(TaskId.of("asyntask_" + sent.size()), null, NOW, request.kind());
    };
    return TaskSubmitter.builder(
            new OutboxGuard(port, outbox(), OutboxPlan.of(outbox()), TimeSource.system()))
        .outbox(outbox())
        .build();
  }

  private List<State> states() throws IOException {
    return outbox().entries().stream().map(OutboxEntry::state).toList();
  }

  @Test
  void a_request_that_another_process_records_first_is_not_sent() throws IOException {
    TaskSubmitter submitter = submitter();
    outbox().intend(REQUEST, null, NOW);

    assertThatThrownBy(() -> submitter.submit(REQUEST))
        .isInstanceOf(SubmissionNotSentException.class)
        .hasMessageContaining("another process is submitting it with the same outbox");
    assertThat(sent).isEmpty();
    assertThat(states()).containsExactly(State.UNKNOWN, State.WITHDRAWN);
  }

  @Test
  void equal_requests_of_one_process_are_all_sent() throws IOException {
    outbox().intend(REQUEST, null, NOW);
    TaskSubmitter submitter = submitter();

    submitter.submit(REQUEST);
    submitter.submit(REQUEST);

    assertThat(sent).hasSize(2);
  }

  @Test
  void a_request_that_another_process_has_withdrawn_is_sent() throws IOException {
    TaskSubmitter submitter = submitter();
    outbox().intend(REQUEST, null, NOW).withdraw();
    outbox().intend(VideoRequest.textToVideo("A dog"), null, NOW);

    assertThat(submitter.submit(REQUEST).id()).isEqualTo(TaskId.of("asyntask_1"));
  }
}
