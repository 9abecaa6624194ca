package io.happyhorse.examples.cli;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.testkit.SubmitFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code submit --file}. */
class SubmitFileTest {
  private static final String REQUESTS = """
      # two cats and a dog
      {"mode":"t2v","prompt":"A cat","resolution":"720P","duration":5,"ratio":"16:9","seed":1,"watermark":false}
      {"prompt":"A cat","audio":true,"strength":0.5}

      {"model":"happyhorse-1.0-i2v","prompt":"A dog","image":"https://a.example/dog.png"}
      """;

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

  private CommandLineRun submitFile(String requests, String... more) {
    List<String> args = new ArrayList<>(List.of("submit", "--file", "-"));
    args.addAll(List.of(more));
    return gateway.runWithInput(requests, args.toArray(String[]::new));
  }

  @Test
  void submits_each_line() {
    CommandLineRun run = submitFile(REQUESTS);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(gateway.digests())
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
  void an_invalid_line_is_reported_by_its_number_and_nothing_is_sent() {
    CommandLineRun run = submitFile(REQUESTS + "{\"prompt\":\"x\",\"duration\":99}\n");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("Line 6 of standard input: A video cannot have a length of 99 s");
    assertThat(gateway.fake().ledger().posts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"prompt":"x","seed":3000000000}      | the seed is the number 3000000000: use a whole number up to 2147483647.
        {"prompt":"x","duration":99}          | cannot have a length of 99 s: use 3 to 15 whole seconds.
        {"prompt":"x","resolution":"480P"}    | use 720P, 1080P.
        {"prompt":"x","duration":5.5}         | the duration is the number 5.5: use a whole number up to 2147483647.
        {"prompt":"x","duration":"5"}         | the duration is the text '5': use a whole number up to 2147483647.
        {"prompt":"x","negative_prompt":null} | the negative_prompt is null: leave it out
        {"mode":"r2v","prompt":"x","images":"https://a.example/b?sig=s"} | "images" is the text 'https://a.example/b?...': use a list of URLs.
        {"mode":"r2v","prompt":"x"}           | the list "images" is missing.
        {"resolution":"720P"}                 | the text "prompt" is missing.
        {"prompt":["x"]}                      | "prompt" is a list: use a text.
        {"prompt":"x","prompt":"y"}           | it is not valid JSON or repeats a name at column 23: compare it with the example in the help.
        {"prompt":"x"                         | it is not valid JSON or repeats a name at column 14: compare it with the example in the help.
        [1]                                   | it is a list instead of a JSON object as shown in the help.
        """)
  void reports_the_problem_of_a_line(String line, String message) {
    CommandLineRun run = submitFile("{\"prompt\":\"x\"}\r\n\r\n" + line + "\r\n");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Line 3 of standard input: ").contains(message);
    assertThat(gateway.fake().ledger().posts()).isEmpty();
  }

  @Test
  void two_processes_with_one_outbox_submit_each_line_once() throws Exception {
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

    assertThat(gateway.digests()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void after_an_unknown_outcome_the_same_command_submits_only_the_lines_that_are_left()
      throws IOException {
    gateway.fake().onSubmission(2, SubmitFault.responseLost());

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
    assertThat(gateway.digests()).hasSize(3).doesNotHaveDuplicates();
    assertThat(OutboxFile.at(Path.of(outbox())).entries()).hasSize(3);
  }

  @Test
  void continues_after_a_refused_request() {
    gateway.fake().onSubmission(1, SubmitFault.status(400));
    CommandLineRun refused = submitFile("{\"prompt\":\"a\"}\n{\"prompt\":\"b\"}\n");
    assertThat(refused.exitCode()).isEqualTo(6);
    assertThat(refused.out().lines()).hasSize(1);
  }

  @Test
  void equal_lines_are_separate_tasks() {
    String twice = "{\"prompt\":\"x\"}\n{\"prompt\":\"x\"}\n";

    assertThat(submitFile(twice, "--outbox", outbox()).out().lines().distinct()).hasSize(2);
    assertThat(submitFile(twice, "--outbox", outbox()).out().lines().distinct()).hasSize(2);
    assertThat(gateway.fake().ledger().posts()).hasSize(2);
  }
}
