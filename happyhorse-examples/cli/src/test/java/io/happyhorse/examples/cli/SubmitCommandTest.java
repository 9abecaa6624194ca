package io.happyhorse.examples.cli;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.testkit.SubmitFault;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SubmitCommandTest {
  private static final String CAT = "https://images.example/cat.png";

  private final TestGateway gateway = new TestGateway();

  @TempDir
  Path dir;

  @AfterEach
  void stop() {
    gateway.close();
  }

  private CommandLineRun submit(String... args) {
    return gateway.run("submit", args);
  }

  private String outbox() {
    return dir.resolve("outbox").toString();
  }

  @Test
  void prints_only_the_id() {
    CommandLineRun run = submit("t2v", "--prompt", "A cat");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(gateway.fake()).billedOnce(TaskId.of(run.out().strip()));
  }

  @Test
  void prints_the_id_in_the_first_json_object() {
    CommandLineRun run = submit("t2v", "--prompt", "A cat", "--json", "--wait");

    assertThat(run.exitCode()).isZero();
    JsonNode first = run.json().get(0);
    assertThat(first.at("/event").asString()).isEqualTo("submitted");
    assertThat(first.propertyNames())
        .containsExactly("event", "task_id", "gateway", "submitted_at", "kind", "error");
    assertThat(first.at("/kind").asString()).isEqualTo("t2v/1080P/5s");
    assertThat(gateway.fake()).billedOnce(TaskId.of(first.at("/task_id").asString()));
    assertThat(run.json())
        .last()
        .satisfies(last -> assertThat(last.at("/event").asString()).isEqualTo("finished"));
  }

  @Test
  void sends_every_setting() {
    submit(
        "t2v",
        "--prompt",
        "A cat",
        "--resolution",
        "720P",
        "--duration",
        "7",
        "--ratio",
        "1:1",
        "--seed",
        "3",
        "--no-watermark",
        "--set",
        "audio=true",
        "--set",
        "style=noir");

    assertThat(gateway.digests())
        .containsExactly(VideoRequest.textToVideo("A cat")
            .resolution("720P")
            .duration(Duration.ofSeconds(7))
            .ratio("1:1")
            .seed(3)
            .withoutWatermark()
            .with("audio", true)
            .with("style", "noir")
            .digest());
  }

  @Test
  void submits_images_references_and_edits() {
    submit("i2v", "--prompt", "x", "--image", CAT);
    submit("r2v", "--prompt", "x", "--image", CAT, CAT);
    submit("r2v", "--prompt", "x", "--image", CAT, "--image", CAT, "--image", CAT);
    submit("edit", "--prompt", "x", "--video", CAT, "--image", CAT);

    assertThat(gateway.digests())
        .containsExactly(
            VideoRequest.imageToVideo("x", CAT).digest(),
            VideoRequest.referenceToVideo("x", List.of(CAT, CAT)).digest(),
            VideoRequest.referenceToVideo("x", List.of(CAT, CAT, CAT)).digest(),
            VideoRequest.videoEdit("x", CAT, CAT).digest());
  }

  @Test
  void waits_and_downloads() {
    CommandLineRun run =
        submit("t2v", "--prompt", "A cat", "--download", dir.toString(), "--allow-private");

    String id = run.out().lines().findFirst().orElseThrow();
    assertThat(run.exitCode()).isZero();
    assertThat(dir.resolve(id + ".mp4")).exists();
    assertThat(run.out()).contains("SUCCESS");
  }

  @Test
  void prints_how_to_resume_with_the_same_gateway() {
    CommandLineRun run = submit(
        "t2v",
        "--prompt",
        "A cat",
        "--download",
        dir.resolve("a b").toString(),
        "--timeout",
        "1s",
        "--base-url",
        gateway.fake().baseUri().toString());

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out().stripTrailing())
        .endsWith("  happyhorse watch "
            + gateway.fake().ledger().charges().get(0).taskId() + " --download '"
            + dir.resolve("a b") + "' --base-url " + gateway.fake().baseUri());
  }

  @Test
  void has_the_exit_code_of_the_task() {
    gateway.fake().onSubmission(TaskScript.failing("InvalidParameter", "no"));

    CommandLineRun run = submit("t2v", "--prompt", "A cat", "--wait");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(gateway.fake()).billedNothing();
  }

  @Test
  void prints_the_request_of_a_dry_run_without_a_key() {
    CommandLineRun run = CommandLineRun.of(
        Map.of(), gateway.time(), "submit", "t2v", "--prompt", "A cat", "--dry-run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).isEqualTo(VideoRequest.textToVideo("A cat").toJson());
    assertThat(run.err())
        .startsWith(
            "Not sent: a dry run of request a1a6148cb320 (t2v/1080P/5s), which the vendor marks");
    assertThat(gateway.fake().ledger().posts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          t2v --prompt x --duration 99            | A video cannot have a length of 99 s
          t2v --prompt x --resolution 480P        | '480P' is not a known resolution: use 720P, 1080P, or --set resolution=VALUE for
          t2v --prompt x --duration 2             | use 3 to 15 whole seconds, or --set duration=VALUE for
          i2v --prompt x --image cat.png          | files are not uploaded
          i2v --prompt x --image https://a.b/c --ratio 1:1 | The ratio cannot be set
          --dry-run t2v --prompt x                | Options come after 't2v', not before it.
          t2v                                     | Missing required option
          t2v --prompt x --set fast               | Invalid value for option '--set': 'fast' is not NAME=VALUE
          t2v --prompt x --duration 5.5           | '5.5' is not a whole number
          t2v --prompt x --outbox no/such/outbox --set prompt=y | cannot be set by this method
          ''                                      | Specify what to submit
          """)
  void an_invalid_request_is_wrong_usage_and_is_not_sent(String line, String message) {
    CommandLineRun run = submit(line.isEmpty() ? new String[0] : line.split(" +"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(gateway.fake().ledger().posts()).isEmpty();
  }

  @Test
  void a_prompt_that_would_be_truncated_is_wrong_usage() {
    CommandLineRun run = submit("t2v", "--prompt", "a".repeat(5_001));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("5,001 characters", "shorten it, or use --allow-truncation.");
    assertThat(
            submit("t2v", "--prompt", "a".repeat(5_001), "--allow-truncation").exitCode())
        .isZero();
  }

  @Test
  void a_refused_request_has_exit_code_6() {
    gateway.fake().onSubmission(1, SubmitFault.modelNotFound());

    CommandLineRun run = submit("t2v", "--prompt", "A cat", "--json");

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err()).contains("The gateway refused the request: model_not_found");
    assertThat(run.json()).singleElement().satisfies(line -> {
      assertThat(line.at("/event").asString()).isEqualTo("not_submitted");
      assertThat(line.at("/error/kind").asString()).isEqualTo("refused");
      assertThat(line.at("/error/http_status").asInt()).isEqualTo(503);
    });
  }

  @Test
  void a_refused_key_has_exit_code_3() {
    CommandLineRun run = CommandLineRun.of(
        Map.of(
            "HAPPYHORSE_API_KEY",
            "sk-other",
            "HAPPYHORSE_BASE_URL",
            gateway.fake().baseUri().toString()),
        gateway.time(),
        "submit",
        "t2v",
        "--prompt",
        "A cat");

    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void a_missing_connection_has_exit_code_6() {
    CommandLineRun run = submit(
        "t2v", "--prompt", "A cat", "--base-url", gateway.fake().refusingUri().toString());

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err()).contains("The request was not sent: no connection to the host");
  }

  @Test
  void an_unknown_outcome_has_exit_code_9_and_advice() {
    gateway.fake().onSubmission(1, SubmitFault.responseLost());

    CommandLineRun run = submit("t2v", "--prompt", "A cat");

    assertThat(run.exitCode()).isEqualTo(9);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("It is unknown whether the task was created")
        .contains("Do not submit it again before checking the gateway's console");
    assertThat(gateway.fake().ledger().posts()).hasSize(1);
  }

  @Test
  void an_outbox_that_cannot_be_written_has_exit_code_8_and_nothing_is_sent() {
    CommandLineRun run =
        submit("t2v", "--prompt", "A cat", "--outbox", dir.resolve("no/outbox").toString());

    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(gateway.fake().ledger().posts()).isEmpty();
  }

  @Test
  void an_id_that_cannot_be_written_to_the_outbox_is_printed_with_exit_code_8() {
    CommandLineRun run = runWithOutput(
        new StringWriter() {
          @Override
          public void write(String text, int from, int length) {
            super.write(text, from, length);
            replaceOutboxByFolder();
          }
        },
        "--outbox",
        outbox());

    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.out()).startsWith("asyntask_");
    assertThat(run.err())
        .contains("The outbox cannot be written")
        .contains("reports it as unknown.");
  }

  private void replaceOutboxByFolder() {
    try {
      if (Files.isRegularFile(Path.of(outbox()))) {
        Files.delete(Path.of(outbox()));
        Files.createDirectory(Path.of(outbox()));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Test
  void an_id_is_printed_to_the_standard_error_if_the_standard_output_is_full() {
    CommandLineRun run = runWithOutput(new Writer() {
      @Override
      public void write(char[] text, int from, int length) throws IOException {
        throw new IOException("No space left on device");
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    });

    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.err())
        .contains("The standard output cannot be written. The task is "
            + gateway.fake().ledger().charges().get(0).taskId());
  }

  private CommandLineRun runWithOutput(Writer out, String... more) {
    List<String> args = new ArrayList<>(List.of("submit", "t2v", "--prompt", "A cat"));
    args.addAll(List.of(more));
    HappyHorseCli program =
        new HappyHorseCli(gateway.environment(), gateway.time(), InputStream.nullInputStream());
    return CommandLineRun.of(program, out, args.toArray(String[]::new));
  }
}
