package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.time.TimeSource;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeCommandTest {
  /** The environment and the command that the fake gateway suggests. */
  private record Suggestion(Map<String, String> environment, List<String> watch) {
    static Suggestion in(String printed) {
      Map<String, String> environment = new HashMap<>();
      List<String> watch = new ArrayList<>();
      for (String line : printed.lines().map(String::strip).toList()) {
        if (line.startsWith("export ")) {
          String[] assignment = line.substring("export ".length()).split("=", 2);
          environment.put(assignment[0], assignment[1]);
        } else if (line.startsWith("happyhorse watch ")) {
          watch.addAll(List.of(line.split(" ", -1)));
          watch.remove(0);
        }
      }
      return new Suggestion(environment, watch);
    }
  }

  /** A fake gateway that runs until it is closed. */
  private static final class Running implements AutoCloseable {
    private final CompletableFuture<String> introduction = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final Thread thread;

    Running(String... args) {
      List<String> all = new ArrayList<>(List.of("fake", "--port", "0"));
      all.addAll(List.of(args));
      StringWriter printed = new StringWriter() {
        @Override
        public void flush() {
          if (toString().contains("curl ")) {
            introduction.complete(toString());
          }
        }
      };
      thread = new Thread(() -> {
        int unused = new HappyHorseCli(Map.of(), TimeSource.system(), InputStream.nullInputStream())
            .run(
                new PrintWriter(printed, true),
                new PrintWriter(printed, true),
                all.toArray(String[]::new));
        introduction.complete(printed.toString());
        ended.complete(null);
      });
      thread.start();
    }

    String introduction() throws Exception {
      return introduction.get(1, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
      thread.interrupt();
      ended.join();
    }
  }

  @Test
  void runs_in_real_time_with_the_given_key() throws Exception {
    try (Running fake = new Running("--key", "sk-$mine")) {
      Suggestion suggestion = Suggestion.in(fake.introduction());

      assertThat(fake.introduction())
          .containsPattern("listens at http://127.0.0.1:[1-9]\\d*, in real time. Ctrl-C stops it.");
      assertThat(suggestion.environment()).containsEntry("HAPPYHORSE_API_KEY", "'sk-$mine'");
      assertThat(suggestion.watch()).containsExactly("watch", "asyntask_A", "--interval", "1s");
      Map<String, String> environment = new HashMap<>(suggestion.environment());
      environment.put("HAPPYHORSE_API_KEY", "sk-$mine");
      assertThat(CommandLineRun.of(environment, "query", "asyntask_A").out())
          .startsWith("asyntask_A  NOT_START");
      environment.put("HAPPYHORSE_API_KEY", "sk-other");
      assertThat(CommandLineRun.of(environment, "check").exitCode()).isEqualTo(3);
    }
  }

  @Test
  void suggests_a_watch_that_observes_each_state_in_accelerated_time() throws Exception {
    try (Running fake = new Running("--accelerate", "20")) {
      Suggestion suggestion = Suggestion.in(fake.introduction());

      CommandLineRun run =
          CommandLineRun.of(suggestion.environment(), suggestion.watch().toArray(String[]::new));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("NOT_START", "IN_PROGRESS", "SUCCESS");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1s", "6, 1s", "7, 857ms", "60, 100ms", "100000, 20ms"})
  void suggests_a_shorter_interval_if_time_runs_faster(int accelerate, String interval) {
    assertThat(FakeCommand.interval(accelerate)).isEqualTo(interval);
  }

  @ParameterizedTest
  @CsvSource({"a b", "' '", "se\u00e7ret"})
  void refuses_a_key_that_cannot_be_sent(String key) {
    CommandLineRun run = CommandLineRun.of(Map.of(), "fake", "--key", key);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("API key").doesNotContain("cret");
  }

  @Test
  void reads_a_script_from_the_standard_input() {
    CommandLineRun run = CommandLineRun.withInput(
        "\uFEFF[{}]", Map.of(), TimeSource.system(), "fake", "--script", "-");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("The script in standard input cannot be used at task 1: 'task_id' is missing.");
  }
}
