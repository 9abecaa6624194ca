package io.happyhorse.examples.cli;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.TaskScript;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A signal while {@code submit} runs. */
class SubmitSignalTest {
  private final TestGateway gateway = new TestGateway();
  private final TestShutdown shutdown = new TestShutdown();

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** Runs {@code submit}. The signal arrives as soon as a text is printed. */
  private CommandLineRun submitUntil(String printed, String input, String... args)
      throws InterruptedException {
    Writer out = new StringWriter() {
      @Override
      public void write(String text, int from, int length) {
        super.write(text, from, length);
        if (toString().contains(printed)) {
          shutdown.begin();
        }
      }
    };
    HappyHorseCli program = new HappyHorseCli(
        gateway.environment(),
        gateway.time(),
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        shutdown);
    CommandLineRun run = CommandLineRun.of(program, out, args);
    shutdown.await();
    return run;
  }

  private TaskId id() {
    return gateway.fake().ledger().charges().get(0).taskId();
  }

  @Test
  void before_the_wait_prints_how_to_resume_without_a_query() throws Exception {
    CommandLineRun run =
        submitUntil("asyntask_", "", "submit", "t2v", "--prompt", "A cat", "--wait");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FINISHED);
    assertThat(run.out().lines())
        .containsExactly(id().value(), "To resume:", "  happyhorse watch " + id());
    assertThat(gateway.fake().queries(id())).isZero();
  }

  @Test
  void during_the_wait_prints_the_last_state_and_how_to_resume() throws Exception {
    gateway.fake().onSubmission(TaskScript.succeeding().running(Duration.ofHours(1)));

    CommandLineRun run =
        submitUntil("IN_PROGRESS", "", "submit", "t2v", "--prompt", "A cat", "--wait");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FINISHED);
    assertThat(run.out().lines())
        .endsWith("To resume:", "  happyhorse watch " + id())
        .anyMatch(line -> line.matches(
            id() + "  IN_PROGRESS +\\d+:\\d\\d  stopped; the task continues at the gateway"));
    assertThat(gateway.fake().queries(id())).isPositive();
  }

  @Test
  void between_two_requests_leaves_out_the_second_one() throws Exception {
    CommandLineRun run = submitUntil(
        "asyntask_", "{\"prompt\":\"a\"}\n{\"prompt\":\"b\"}\n", "submit", "--file", "-");

    assertThat(gateway.fake().ledger().posts()).hasSize(1);
    assertThat(run.err()).startsWith("1 more request was not submitted.");
  }
}
