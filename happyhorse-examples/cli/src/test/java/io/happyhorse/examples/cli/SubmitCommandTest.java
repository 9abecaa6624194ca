package io.happyhorse.examples.cli;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Ledger;
import io.happyhorse.testkit.SubmitFault;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SubmitCommandTest {
  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  private static final String CAT = "https://images.example/cat.png";

  private final VirtualTime time = VirtualTime.lenient(START);
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);

  @TempDir
  Path dir;

  @AfterEach
  void stop() {
    time.close();
    gateway.close();
  }

  private CommandLineRun run(String input, String... args) {
    return CommandLineRun.withInput(
        input,
        Map.of(
            "HAPPYHORSE_API_KEY",
            gateway.apiKey(),
            "HAPPYHORSE_BASE_URL",
            gateway.baseUri().toString()),
        time,
        args);
  }

  private CommandLineRun submit(String... args) {
    List<String> all = new ArrayList<>(List.of("submit"));
    all.addAll(List.of(args));
    return run("", all.toArray(String[]::new));
  }

  private List<String> digests() {
    return gateway.ledger().posts().stream().map(Ledger.Post::requestDigest).toList();
  }

  private String outbox() {
    return dir.resolve("outbox").toString();
  }

  @Test
  void prints_the_id_alone_for_a_shell() {
    CommandLineRun run = submit("t2v", "--prompt", "A cat");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(gateway).billedOnce(TaskId.of(run.out().strip()));
  }

  @Test
  void prints_the_id_on_a_line_of_its_own_for_programs() {
    CommandLineRun run = submit("t2v", "--prompt", "A cat", "--json", "--wait");

    assertThat(run.exitCode()).isZero();
    JsonNode first = run.json().get(0);
    assertThat(first.at("/event").asString()).isEqualTo("submitted");
    assertThat(first.propertyNames())
        .containsExactly("event", "task_id", "gateway", "submitted_at", "kind", "error");
    assertThat(first.at("/kind").asString()).isEqualTo("t2v/1080P/5s");
    assertThat(gateway).billedOnce(TaskId.of(first.at("/task_id").asString()));
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

    assertThat(digests())
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
  void submits_from_images_and_edits() {
    submit("i2v", "--prompt", "x", "--image", CAT);
    submit("r2v", "--prompt", "x", "--image", CAT, CAT);
    submit("r2v", "--prompt", "x", "--image", CAT, "--image", CAT, "--image", CAT);
    submit("edit", "--prompt", "x", "--video", CAT, "--image", CAT);

    assertThat(digests())
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
  void resumes_with_the_same_gateway() {
    CommandLineRun run = submit(
        "t2v",
        "--prompt",
        "A cat",
        "--download",
        dir.resolve("a b").toString(),
        "--timeout",
        "1s",
        "--base-url",
        gateway.baseUri().toString());

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out().stripTrailing())
        .endsWith("  happyhorse watch " + gateway.ledger().charges().get(0).taskId()
            + " --download '" + dir.resolve("a b") + "' --base-url " + gateway.baseUri());
  }

  @Test
  void ends_as_the_task_does() {
    gateway.onSubmission(TaskScript.failing("InvalidParameter", "no"));

    CommandLineRun run = submit("t2v", "--prompt", "A cat", "--wait");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(gateway).billedNothing();
  }

  @Test
  void prints_the_request_of_a_dry_run_without_a_key() {
    CommandLineRun run =
        CommandLineRun.of(Map.of(), time, "submit", "t2v", "--prompt", "A cat", "--dry-run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip()).isEqualTo(VideoRequest.textToVideo("A cat").toJson());
    assertThat(run.err())
        .startsWith(
            "Not sent: a dry run of request a1a6148cb320 (t2v/1080P/5s), which the vendor marks");
    assertThat(gateway.ledger().posts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          t2v --prompt x --duration 99            | A video cannot have a length of 99 s
          t2v --prompt x --resolution 480P        | '480P' is not a known resolution
          i2v --prompt x --image cat.png          | files are not uploaded
          i2v --prompt x --image https://a.b/c --ratio 1:1 | The ratio cannot be set
          --dry-run t2v --prompt x                | Options come after 't2v', not before it.
          t2v                                     | Missing required option
          t2v --prompt x --outbox no/such/outbox --set prompt=y | cannot be set by this method
          ''                                      | Specify what to submit
          """)
  void a_wrong_request_is_usage_before_anything_is_sent(String line, String message) {
    CommandLineRun run = submit(line.isEmpty() ? new String[0] : line.split(" +"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(gateway.ledger().posts()).isEmpty();
  }

  @Test
  void a_prompt_that_would_be_cut_is_usage() {
    CommandLineRun run = submit("t2v", "--prompt", "a".repeat(5_001));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("5,001 characters");
    assertThat(
            submit("t2v", "--prompt", "a".repeat(5_001), "--allow-truncation").exitCode())
        .isZero();
  }

  @Test
  void a_refusal_is_6() {
    gateway.onSubmission(1, SubmitFault.modelNotFound());

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
  void a_refused_key_is_3() {
    CommandLineRun run = CommandLineRun.of(
        Map.of(
            "HAPPYHORSE_API_KEY",
            "sk-other",
            "HAPPYHORSE_BASE_URL",
            gateway.baseUri().toString()),
        time,
        "submit",
        "t2v",
        "--prompt",
        "A cat");

    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void no_connection_is_6() {
    CommandLineRun run =
        submit("t2v", "--prompt", "A cat", "--base-url", gateway.refusingUri().toString());

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err()).contains("The request was not sent: no connection to the host");
  }

  @Test
  void an_unknown_outcome_is_9_with_advice() {
    gateway.onSubmission(1, SubmitFault.responseLost());

    CommandLineRun run = submit("t2v", "--prompt", "A cat");

    assertThat(run.exitCode()).isEqualTo(9);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("It is unknown whether the task was created")
        .contains("Do not submit it again before checking the gateway's console");
    assertThat(gateway.ledger().posts()).hasSize(1);
  }

  @Test
  void an_outbox_that_cannot_be_written_is_8_and_nothing_is_sent() {
    CommandLineRun run =
        submit("t2v", "--prompt", "A cat", "--outbox", dir.resolve("no/outbox").toString());

    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(gateway.ledger().posts()).isEmpty();
  }

  @Test
  void an_id_that_the_outbox_does_not_have_is_8() {
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
  void an_id_is_on_the_standard_error_if_the_standard_output_is_full() {
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
            + gateway.ledger().charges().get(0).taskId());
  }

  private CommandLineRun runWithOutput(Writer out, String... more) {
    List<String> args = new ArrayList<>(List.of("submit", "t2v", "--prompt", "A cat"));
    args.addAll(List.of(more));
    StringWriter err = new StringWriter();
    Map<String, String> environment = Map.of(
        "HAPPYHORSE_API_KEY",
        gateway.apiKey(),
        "HAPPYHORSE_BASE_URL",
        gateway.baseUri().toString());
    int exitCode = new HappyHorseCli(environment, time, InputStream.nullInputStream())
        .run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  @Nested
  class With_a_file {
    private static final String REQUESTS = """
        # two cats and a dog
        {"mode":"t2v","prompt":"A cat","resolution":"720P","duration":5,"ratio":"16:9","seed":1,"watermark":false}
        {"prompt":"A cat","audio":true,"strength":0.5}

        {"model":"happyhorse-1.0-i2v","prompt":"A dog","image":"https://a.example/dog.png"}
        """;

    private CommandLineRun submitFile(String requests, String... more) {
      List<String> args = new ArrayList<>(List.of("submit", "--file", "-"));
      args.addAll(List.of(more));
      return run(requests, args.toArray(String[]::new));
    }

    @Test
    void submits_each_line() {
      CommandLineRun run = submitFile(REQUESTS);

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines()).hasSize(3);
      assertThat(digests())
          .containsExactly(
              VideoRequest.textToVideo("A cat")
                  .resolution("720P")
                  .duration(Duration.ofSeconds(5))
                  .ratio("16:9")
                  .seed(1)
                  .withoutWatermark()
                  .digest(),
              VideoRequest.textToVideo("A cat")
                  .with("audio", true)
                  .with("strength", 0.5)
                  .digest(),
              VideoRequest.imageToVideo("A dog", "https://a.example/dog.png").digest());
    }

    @Test
    void a_line_that_is_wrong_is_named_before_anything_is_sent() {
      CommandLineRun run = submitFile(REQUESTS + "{\"prompt\":\"x\",\"duration\":99}\n");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("Line 6 of standard input: A video cannot have a length of 99 s");
      assertThat(gateway.ledger().posts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          {"prompt":"x","seed":3000000000}      | the seed is not a whole number up to 2147483647.
          {"prompt":"x","duration":5.5}         | the duration is not a whole number up to 2147483647.
          {"prompt":"x","duration":"5"}         | the duration is not a whole number.
          {"prompt":"x","negative_prompt":null} | the negative_prompt is null: leave it out
          {"mode":"r2v","prompt":"x","images":"https://a.example/b"} | the list "images" is missing.
          {"prompt":"x","prompt":"y"}           | it is not a JSON object as shown in the help.
          {"prompt":"x"                         | it is not a JSON object as shown in the help.
          [1]                                   | it is not a JSON object as shown in the help.
          """)
    void reports_what_is_wrong_with_a_line(String line, String message) {
      CommandLineRun run = submitFile("{\"prompt\":\"x\"}\r\n\r\n" + line + "\r\n");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).startsWith("Line 3 of standard input: ").contains(message);
      assertThat(gateway.ledger().posts()).isEmpty();
    }

    @Test
    void is_submitted_once_although_two_processes_use_one_outbox() throws Exception {
      String requests = IntStream.range(0, 20)
          .mapToObj(seed -> "{\"prompt\":\"x\",\"seed\":" + seed + "}\n")
          .collect(Collectors.joining());
      ExecutorService processes = Executors.newFixedThreadPool(2);
      try {
        Callable<CommandLineRun> run = () -> submitFile(requests, "--outbox", outbox());
        for (Future<CommandLineRun> process : processes.invokeAll(List.of(run, run))) {
          assertThat(process.get().exitCode()).isIn(0, 6, 9);
        }
      } finally {
        processes.shutdownNow();
      }
      submitFile(requests, "--outbox", outbox());

      assertThat(digests()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void stops_after_an_unknown_outcome_and_continues_with_the_outbox_without_repeating_it()
        throws IOException {
      gateway.onSubmission(2, SubmitFault.responseLost());

      CommandLineRun first = submitFile(REQUESTS, "--outbox", outbox());
      CommandLineRun second = submitFile(REQUESTS, "--outbox", outbox());

      assertThat(first.exitCode()).isEqualTo(9);
      assertThat(first.out().lines()).hasSize(1);
      assertThat(first.err())
          .contains("1 more request was not submitted. Run the same command again to continue.");
      assertThat(second.exitCode()).isEqualTo(9);
      assertThat(second.out().lines()).hasSize(2);
      assertThat(second.out()).startsWith(first.out());
      assertThat(second.err())
          .contains("Not submitted again: the outbox has the id of request")
          .contains("It is unknown whether request");
      assertThat(digests()).hasSize(3).doesNotHaveDuplicates();
      assertThat(OutboxFile.at(Path.of(outbox())).entries()).hasSize(3);
    }

    @Test
    void continues_after_a_request_that_the_gateway_refuses() {
      gateway.onSubmission(1, SubmitFault.status(400));
      CommandLineRun refused = submitFile("{\"prompt\":\"a\"}\n{\"prompt\":\"b\"}\n");
      assertThat(refused.exitCode()).isEqualTo(6);
      assertThat(refused.out().lines()).hasSize(1);
    }

    @Test
    void equal_lines_are_as_many_tasks() {
      String twice = "{\"prompt\":\"x\"}\n{\"prompt\":\"x\"}\n";

      assertThat(submitFile(twice, "--outbox", outbox()).out().lines().distinct())
          .hasSize(2);
      assertThat(submitFile(twice, "--outbox", outbox()).out().lines().distinct())
          .hasSize(2);
      assertThat(gateway.ledger().posts()).hasSize(2);
    }
  }

  @Nested
  class Watch_with_an_outbox {
    private static final URI ELSEWHERE = URI.create("https://other.example");

    @Test
    void waits_for_what_was_submitted_and_reports_what_is_unknown() throws IOException {
      assertThat(submit("t2v", "--prompt", "A cat", "--outbox", outbox()).exitCode())
          .isZero();
      OutboxFile.at(Path.of(outbox()))
          .intend(VideoRequest.textToVideo("A dog"), gateway.baseUri(), START);

      CommandLineRun run = run("", "watch", "--outbox", outbox());

      assertThat(run.exitCode()).isEqualTo(9);
      assertThat(run.out()).contains("SUCCESS");
      assertThat(run.err()).contains("It is unknown whether request").contains("(t2v/1080P/5s)");
      assertThat(gateway.ledger().posts()).hasSize(1);
    }

    @Test
    void does_not_query_a_gateway_for_a_task_of_another_one() throws IOException {
      OutboxFile.at(Path.of(outbox()))
          .intend(VideoRequest.textToVideo("A dog"), ELSEWHERE, START)
          .submitted(new SubmittedTask(TaskId.of("asyntask_dog"), ELSEWHERE, START, "t2v"));

      CommandLineRun none = run("", "watch", "--outbox", outbox());
      assertThat(submit("t2v", "--prompt", "A cat", "--outbox", outbox()).exitCode())
          .isZero();
      CommandLineRun one = run("", "watch", "--outbox", outbox());

      for (CommandLineRun run : List.of(none, one)) {
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err())
            .contains("Task asyntask_dog was submitted to another gateway, https://other.example,"
                + " and is not queried here: watch it with --base-url https://other.example.");
      }
      assertThat(one.out()).contains("SUCCESS").doesNotContain("asyntask_dog");
      assertThat(gateway.journal().entries())
          .noneMatch(entry -> entry.toString().contains("asyntask_dog"));
    }

    @Test
    void neither_does_a_submission_that_waits() throws IOException {
      OutboxFile.at(Path.of(outbox()))
          .intend(VideoRequest.textToVideo("A dog"), ELSEWHERE, START)
          .submitted(new SubmittedTask(TaskId.of("asyntask_dog"), ELSEWHERE, START, "t2v"));

      CommandLineRun run = submit("t2v", "--prompt", "A dog", "--outbox", outbox(), "--wait");

      assertThat(run.exitCode()).isEqualTo(5);
      assertThat(run.out()).isEqualToIgnoringNewLines("asyntask_dog");
      assertThat(run.err()).contains("Not submitted again", "was submitted to another gateway");
      assertThat(gateway.ledger().posts()).isEmpty();
    }

    @Test
    void reports_what_is_unknown_before_it_requires_the_key() throws IOException {
      assertThat(submit("t2v", "--prompt", "A cat", "--outbox", outbox()).exitCode())
          .isZero();
      OutboxFile.at(Path.of(outbox()))
          .intend(VideoRequest.textToVideo("A dog"), gateway.baseUri(), START);

      CommandLineRun run = withoutKey("watch", "--outbox", outbox());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("It is unknown whether request")
          .contains("The API key is missing");
    }

    private CommandLineRun withoutKey(String... args) {
      return CommandLineRun.of(Map.of("HAPPYHORSE_BASE_URL", gateway.baseUri().toString()), args);
    }

    @Test
    void ends_at_once_if_nothing_is_known_by_its_id() throws IOException {
      OutboxFile.at(Path.of(outbox()))
          .intend(VideoRequest.textToVideo("A dog"), gateway.baseUri(), START);

      assertThat(run("", "watch", "--outbox", outbox()).exitCode()).isEqualTo(9);
      assertThat(withoutKey("watch", "--outbox", outbox()).exitCode()).isEqualTo(9);
      Files.delete(Path.of(outbox()));
      assertThat(run("", "watch", "--outbox", outbox()).exitCode()).isEqualTo(2);
    }
  }
}
