package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.TaskScript;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCommandTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  private final TestGateway commands = new TestGateway();
  private final VirtualTime time = commands.time();
  private final FakeHappyHorse gateway = commands.fake();

  @AfterEach
  void stop() {
    commands.close();
  }

  private CommandLineRun query(String... args) {
    return commands.run("query", args);
  }

  @Nested
  class It_shows {
    @Test
    void a_task_that_has_not_finished() {
      gateway.accept(ID, TaskScript.succeeding().queued(Duration.ofMinutes(1)));

      CommandLineRun run = query("asyntask_A");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines())
          .startsWith(
              "asyntask_A  QUEUED 20%",
              "  action      generate", "  submitted   2026-04-28T02:37:42Z");
      assertThat(run.err()).isEmpty();
    }

    @Test
    void a_success_without_its_link() {
      gateway.accept(ID, TaskScript.succeeding().running(Duration.ofSeconds(95)));
      time.advance(Duration.ofSeconds(200));

      CommandLineRun run = query("asyntask_A");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines())
          .contains(
              "asyntask_A  SUCCESS 100%",
              "  finished    2026-04-28T02:39:17Z (after 1:35)",
              "  resolution  720",
              "  ratio       16:9",
              "  billed      5 s",
              "  video       a secret link; --reveal-url shows it",
              "  expires     2026-04-29T02:39:17Z");
      assertThat(run.out()).doesNotContain("Signature");
    }

    @Test
    void the_secret_link_on_request() {
      gateway.accept(ID, TaskScript.succeeding());

      assertThat(query("asyntask_A", "--reveal-url").out())
          .containsPattern(
              "  video       http://localhost:\\d+/storage/asyntask_A_refiner.mp4\\?Expires=.*Signature=");
    }

    @Test
    void a_failure_with_its_reason_and_the_refund() {
      gateway.accept(ID, TaskScript.failing("InvalidParameter", "Field required: input.prompt"));

      CommandLineRun run = query("asyntask_A");

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains(
              "  failed      InvalidParameter: Field required: input.prompt (the gateway refunds the task)");
    }
  }

  @Nested
  class It_reports {
    @ParameterizedTest
    @ValueSource(strings = {"a b", "../etc", "_x"})
    void that_an_id_is_invalid(String id) {
      CommandLineRun run = query(id);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("'" + id + "' cannot be a task id")
          .contains("Try 'happyhorse query --help'.");
      assertThat(run.out()).isEmpty();
    }

    @Test
    void that_an_id_is_blank_or_missing() {
      assertThat(query(" ").err()).startsWith("The task id is blank");
      assertThat(query().exitCode()).isEqualTo(2);
      assertThat(query().err()).startsWith("Missing required parameter: 'ID'");
    }

    @Test
    void that_a_command_or_an_argument_is_unknown() {
      CommandLineRun command = CommandLineRun.of(Map.of(), "frobnicate");
      CommandLineRun mode = CommandLineRun.of(Map.of(), "submit", "t2w", "--prompt", "A cat");
      CommandLineRun argument = CommandLineRun.of(Map.of(), "download", "asyntask_A", "more");

      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.err()).startsWith("Unknown command 'frobnicate'.");
      assertThat(mode.exitCode()).isEqualTo(2);
      assertThat(mode.err()).startsWith("Unknown command 't2w'.");
      assertThat(argument.exitCode()).isEqualTo(2);
      assertThat(argument.err()).startsWith("Unexpected argument 'more'.");
    }

    @Test
    void that_the_key_is_missing() {
      CommandLineRun run = CommandLineRun.of(Map.of(), "query", "asyntask_A");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("The API key is missing: set HAPPYHORSE_API_KEY in the environment,")
          .contains("--api-key-file");
    }

    @Test
    void that_the_base_url_is_unusable() {
      CommandLineRun run = CommandLineRun.of(
          Map.of("HAPPYHORSE_API_KEY", "sk-secret", "HAPPYHORSE_BASE_URL", "anyfast"),
          "query",
          "asyntask_A");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("'anyfast' cannot be the base URL: use an absolute http or https URL");
      assertThat(run.err()).doesNotContain("secret");
    }

    @Test
    void that_the_key_is_refused() {
      CommandLineRun run = CommandLineRun.of(
          Map.of(
              "HAPPYHORSE_API_KEY",
              "sk-secret",
              "HAPPYHORSE_BASE_URL",
              gateway.baseUri().toString()),
          "query",
          "asyntask_A");

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err()).startsWith("The gateway refused the API key").doesNotContain("secret");
      assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void that_there_is_no_such_task() {
      CommandLineRun run = query("asyntask_missing");

      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(run.err()).startsWith("The gateway knows no such task");
    }

    @Test
    void that_the_address_is_wrong() {
      CommandLineRun run = CommandLineRun.of(
          Map.of(
              "HAPPYHORSE_API_KEY",
              gateway.apiKey(),
              "HAPPYHORSE_BASE_URL",
              gateway.baseUri() + "/v1"),
          "query",
          "asyntask_A");

      assertThat(run.exitCode()).isEqualTo(6);
      assertThat(run.err()).startsWith("The URL is not the query endpoint of a HappyHorse gateway");
    }
  }

  @Test
  void queries_each_task_once_and_has_the_most_severe_exit_code() {
    gateway.accept(ID, TaskScript.failing("Data", "https://h/x?secret"));

    CommandLineRun run = query("asyntask_A", "missing", "asyntask_A", "--json");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.json()).hasSize(2);
    assertThat(run.json().get(0).at("/phase").asString()).isEqualTo("failed");
    assertThat(run.json().get(0).at("/error").isNull()).isTrue();
    assertThat(run.json().get(0).at("/failure"))
        .hasToString("{\"code\":\"Data\",\"message\":\"https://h/x?...\","
            + "\"raw\":\"task failed, code: Data, message: https://h/x?...\"}");
    assertThat(run.json().get(1).at("/task_id").asString()).isEqualTo("missing");
    assertThat(run.json().get(1).at("/status").isNull()).isTrue();
    assertThat(run.json().get(1).at("/error/kind").asString()).isEqualTo("not_found");
    assertThat(run.json().get(1).at("/error/http_status").asInt()).isEqualTo(400);
    assertThat(gateway.queries(ID)).isEqualTo(1);
  }

  @Test
  void a_link_to_a_host_with_an_underscore_is_shown_on_request() {
    String link = "https://my_videos.example/v.mp4?Expires=1";
    gateway.accept(ID, TaskScript.succeeding().edited(data -> data.put("result_url", link)));

    assertThat(query("asyntask_A", "--reveal-url").out()).contains("  video       " + link);
    assertThat(query("asyntask_A", "--reveal-url", "--json").out())
        .contains("\"result_url\":\"" + link + "\"");
  }

  @Test
  void an_exhausted_quota_has_an_error_kind_of_its_own() {
    gateway.accept(
        ID,
        TaskScript.succeeding().onEveryQuery(Fault.response(429, "text/plain", "quota exceeded")));

    CommandLineRun run = query("asyntask_A", "--json");

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.json().get(0).at("/error/kind").asString()).isEqualTo("quota");
    assertThat(run.err())
        .startsWith("The gateway reports that a quota is used up")
        .doesNotContain("more rarely");
  }

  @Test
  void a_success_without_a_link_has_an_exit_code_of_its_own() {
    gateway.accept(ID, GatewayQuirks.successWithoutUrl());

    assertThat(query("asyntask_A").exitCode()).isEqualTo(7);
  }

  @Test
  void the_value_of_an_unknown_option_is_not_shown() {
    CommandLineRun run = query("asyntask_A", "--api-key=sk-secret");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Unknown option: '--api-key'").doesNotContain("secret");
  }

  @Test
  void control_characters_are_removed() {
    gateway.accept(
        ID,
        TaskScript.failing("x\u001b[31m\u009b2J\u202ey")
            .edited(data -> data.put("request_id", "r\u001b[5m")));

    assertThat(query("asyntask_A").out())
        .contains("x [31m 2J y", "r [5m")
        .doesNotContain("\u001b", "\u009b", "\u202e");
  }

  @Test
  void the_code_of_a_failure_is_safe_to_print() {
    gateway.accept(
        ID, TaskScript.failing("\u001b[2J\u202ehttps://h/v.mp4?Signature=secret", "message"));

    assertThat(query("asyntask_A").out())
        .contains("  failed      [2J https://h/v.mp4?...: message")
        .doesNotContain("\u001b", "\u202e");
    assertThat(query("asyntask_A", "--json").out())
        .contains("https://h/v.mp4?...")
        .doesNotContain("secret");
  }

  @Test
  void an_output_that_cannot_be_written_is_a_local_error() {
    gateway.accept(ID, TaskScript.succeeding());
    StringWriter err = new StringWriter();
    PrintWriter full = new PrintWriter(Writer.nullWriter()) {
      @Override
      public boolean checkError() {
        return true;
      }
    };

    int exitCode = new HappyHorseCli(commands.environment(), time, InputStream.nullInputStream())
        .run(full, new PrintWriter(err, true), "query", "asyntask_A");

    assertThat(exitCode).isEqualTo(8);
    assertThat(err.toString()).startsWith("The standard output cannot be written: ");
  }

  @Test
  void a_stack_trace_is_printed_only_with_debug() {
    assertThat(query("asyntask_missing").err()).doesNotContain("\tat ");
    assertThat(query("asyntask_missing", "--debug").err()).contains("\tat io.happyhorse.");
  }

  @Test
  void help_lists_the_commands_and_the_exit_codes() {
    CommandLineRun help = CommandLineRun.of(Map.of(), "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("query", "watch", "download", "check", "fake", "completion", "demo")
        .contains("5 not finished");
    assertThat(CommandLineRun.of(Map.of(), "completion", "bash").out())
        .contains("complete -F _complete_happyhorse");
    assertThat(CommandLineRun.of(Map.of(), "completion", "zsh").out()).startsWith("autoload -U");
    assertThat(CommandLineRun.of(Map.of(), "completion", "fish").exitCode()).isEqualTo(2);
    assertThat(CommandLineRun.of(Map.of()).exitCode()).isEqualTo(2);
  }
}
