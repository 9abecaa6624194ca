package io.happyhorse.examples.cli;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code watch --outbox}. */
class WatchOutboxTest {
  private static final URI ELSEWHERE = URI.create("https://other.example");

  private final TestGateway gateway = new TestGateway();

  @TempDir
  Path dir;

  @AfterEach
  void stop() {
    gateway.close();
  }

  private String outbox() {
    return dir.resolve("outbox").toString();
  }

  @Test
  void waits_for_submitted_tasks_and_reports_unknown_outcomes() throws IOException {
    assertThat(gateway
            .run("submit", "t2v", "--prompt", "A cat", "--outbox", outbox())
            .exitCode())
        .isZero();
    OutboxFile.at(Path.of(outbox()))
        .intend(VideoRequest.textToVideo("A dog"), gateway.fake().baseUri(), TestGateway.START);

    CommandLineRun run = gateway.run("watch", "--outbox", outbox());

    assertThat(run.exitCode()).isEqualTo(9);
    assertThat(run.out()).contains("SUCCESS");
    assertThat(run.err()).contains("It is unknown whether request").contains("(t2v/1080P/5s)");
    assertThat(gateway.fake().ledger().posts()).hasSize(1);
  }

  @Test
  void does_not_query_the_tasks_of_another_gateway() throws IOException {
    OutboxFile.at(Path.of(outbox()))
        .intend(VideoRequest.textToVideo("A dog"), ELSEWHERE, TestGateway.START)
        .submitted(
            new SubmittedTask(TaskId.of("asyntask_dog"), ELSEWHERE, TestGateway.START, "t2v"));

    CommandLineRun none = gateway.run("watch", "--outbox", outbox());
    assertThat(gateway
            .run("submit", "t2v", "--prompt", "A cat", "--outbox", outbox())
            .exitCode())
        .isZero();
    CommandLineRun one = gateway.run("watch", "--outbox", outbox());

    for (CommandLineRun run : List.of(none, one)) {
      assertThat(run.exitCode()).isEqualTo(5);
      assertThat(run.err())
          .contains("Task asyntask_dog was submitted to another gateway, https://other.example,"
              + " and is not queried here: watch it with --base-url https://other.example.");
    }
    assertThat(one.out()).contains("SUCCESS").doesNotContain("asyntask_dog");
    assertThat(gateway.fake().journal().entries())
        .noneMatch(entry -> entry.toString().contains("asyntask_dog"));
  }

  @Test
  void submit_does_not_query_the_tasks_of_another_gateway_either() throws IOException {
    OutboxFile.at(Path.of(outbox()))
        .intend(VideoRequest.textToVideo("A dog"), ELSEWHERE, TestGateway.START)
        .submitted(
            new SubmittedTask(TaskId.of("asyntask_dog"), ELSEWHERE, TestGateway.START, "t2v"));

    CommandLineRun run =
        gateway.run("submit", "t2v", "--prompt", "A dog", "--outbox", outbox(), "--wait");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).isEqualToIgnoringNewLines("asyntask_dog");
    assertThat(run.err()).contains("Not submitted again", "was submitted to another gateway");
    assertThat(gateway.fake().ledger().posts()).isEmpty();
  }

  @Test
  void reports_unknown_outcomes_before_it_requires_the_key() throws IOException {
    assertThat(gateway
            .run("submit", "t2v", "--prompt", "A cat", "--outbox", outbox())
            .exitCode())
        .isZero();
    OutboxFile.at(Path.of(outbox()))
        .intend(VideoRequest.textToVideo("A dog"), gateway.fake().baseUri(), TestGateway.START);

    CommandLineRun run = withoutKey("watch", "--outbox", outbox());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("It is unknown whether request")
        .contains("The API key is missing");
  }

  private CommandLineRun withoutKey(String... args) {
    return CommandLineRun.of(
        Map.of("HAPPYHORSE_BASE_URL", gateway.fake().baseUri().toString()), args);
  }

  @Test
  void ends_at_once_without_a_task_id() throws IOException {
    OutboxFile.at(Path.of(outbox()))
        .intend(VideoRequest.textToVideo("A dog"), gateway.fake().baseUri(), TestGateway.START);

    assertThat(gateway.run("watch", "--outbox", outbox()).exitCode()).isEqualTo(9);
    assertThat(withoutKey("watch", "--outbox", outbox()).exitCode()).isEqualTo(9);
    Files.delete(Path.of(outbox()));
    assertThat(gateway.run("watch", "--outbox", outbox()).exitCode()).isEqualTo(8);
  }
}
