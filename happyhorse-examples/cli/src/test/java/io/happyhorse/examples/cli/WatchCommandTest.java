package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WatchCommandTest {
  private static final TaskId A = TaskId.of("asyntask_A");
  private static final TaskId B = TaskId.of("asyntask_B");
  private static final TaskScript SCRIPT =
      TaskScript.succeeding().queued(Duration.ofSeconds(20)).running(Duration.ofSeconds(30));

  private final TestGateway commands = new TestGateway();
  private final VirtualTime time = commands.time();
  private final FakeHappyHorse gateway = commands.fake();

  @TempDir
  Path dir;

  @AfterEach
  void stop() {
    commands.close();
  }

  private CommandLineRun watch(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (!all.contains("--unfinished")) {
      all.addAll(List.of("--unfinished", dir.resolve("open.txt").toString()));
    }
    return commands.run("watch", all.toArray(String[]::new));
  }

  /** Returns some values of an object, separated by blanks. */
  private static String words(JsonNode line, String... places) {
    return Stream.of(places)
        .map(place -> line.at(place).isNull() ? "null" : line.at(place).asString())
        .collect(Collectors.joining(" "));
  }

  @Test
  void prints_a_json_object_for_each_observation_and_the_result() {
    gateway.accept(A, SCRIPT);

    CommandLineRun run = watch("asyntask_A", "--interval", "15s", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json())
        .extracting(line ->
            words(line, "/event", "/task/status", "/task/phase", "/step", "/polls", "/elapsed_ms"))
        .containsExactly(
            "observed QUEUED pending advanced 1 0",
            "observed QUEUED pending repeated 2 15000",
            "observed IN_PROGRESS running advanced 3 30000",
            "observed IN_PROGRESS running repeated 4 45000",
            "finished SUCCESS succeeded finished 5 60000");
    JsonNode last = run.json().get(4);
    assertThat(last.propertyNames())
        .containsExactly("event", "task", "step", "polls", "elapsed_ms", "error", "file", "check");
    assertThat(words(last, "/error", "/file")).isEqualTo("null null");
    assertThat(last.at("/task").propertyNames())
        .containsExactly(
            "task_id",
            "action",
            "status",
            "phase",
            "progress",
            "submit_time",
            "start_time",
            "finish_time",
            "result_url",
            "result_expires_at",
            "failure",
            "usage",
            "request_id");
    assertThat(run.out())
        .contains("\"submit_time\":\"2026-04-28T02:37:42Z\"")
        .contains("\"result_url\":null,\"result_expires_at\":\"2026-04-29T02:38:32Z\"")
        .contains(
            "\"usage\":{\"sr\":720,\"duration\":5,\"input_video_duration\":0,\"output_video_duration\":5,")
        .doesNotContain("Signature");
  }

  @Test
  void prints_changes_and_a_table_for_people() {
    gateway.accept(A, SCRIPT);
    gateway.accept(B, TaskScript.failing("InvalidParameter", "Field required: input.prompt"));

    CommandLineRun run = watch("asyntask_A", "asyntask_B", "asyntask_A", "--interval", "15s");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines().filter(line -> !line.isBlank()))
        .containsSubsequence(
            "   0:00  asyntask_B  FAILURE 100%",
            "   1:00  asyntask_A  SUCCESS 100%",
            "asyntask_A  SUCCESS        1:00",
            "asyntask_B  FAILURE        0:00  InvalidParameter: Field required: input.prompt"
                + " (the gateway refunds the task)");
    assertThat(gateway.queries(B)).isEqualTo(1);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void saves_the_videos() throws IOException {
    gateway.accept(A, SCRIPT);
    Path videos = dir.resolve("new/videos");

    CommandLineRun run = watch("asyntask_A", "--download", videos.toString(), "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(words(run.json().get(run.json().size() - 1), "/file"))
        .isEqualTo(videos.resolve("asyntask_A.mp4").toAbsolutePath().toString());
    assertThat(words(run.json().get(run.json().size() - 1), "/check")).isEqualTo("crc64");
    assertThat(videos.resolve("asyntask_A.mp4"))
        .hasBinaryContent(FakeVideo.sample().open(0, FakeVideo.sample().size()).readAllBytes());
  }

  @Test
  void a_video_that_an_earlier_run_has_saved_counts_as_saved() throws IOException {
    gateway.accept(A, SCRIPT);
    gateway.accept(B, SCRIPT);
    Path video = dir.resolve("asyntask_A.mp4");
    assertThat(watch("asyntask_A", "--download", dir.toString()).exitCode()).isZero();
    FileTime savedAt = Files.getLastModifiedTime(video);

    CommandLineRun again = watch("asyntask_A", "asyntask_B", "--download", dir.toString());
    CommandLineRun json = watch("asyntask_A", "--download", dir.toString(), "--json");

    assertThat(again.exitCode()).isZero();
    assertThat(again.out())
        .contains("asyntask_A  SUCCESS        0:00  " + video + " (saved earlier)\n")
        .contains(dir.resolve("asyntask_B.mp4") + "\n");
    assertThat(json.exitCode()).isZero();
    assertThat(words(json.json().get(0), "/event", "/error", "/file", "/check"))
        .isEqualTo("finished null " + video + " null");
    assertThat(Files.getLastModifiedTime(video)).isEqualTo(savedAt);
  }

  @Test
  void prints_why_there_is_no_video() throws IOException {
    gateway.accept(A, TaskScript.succeeding());
    gateway.accept(B, TaskScript.succeeding().video(FakeVideo.sample().gone()));
    TaskId c = gateway.accept(TaskId.of("c"), GatewayQuirks.successWithoutUrl());
    Files.writeString(dir.resolve("asyntask_A.mp4"), "mine");

    CommandLineRun run =
        watch("asyntask_A", "asyntask_B", c.value(), "--download", dir.toString(), "--json");

    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.json())
        .filteredOn(line -> !words(line, "/event").equals("observed"))
        .extracting(line -> words(line, "/event", "/task/task_id", "/error/kind"))
        .containsExactlyInAnyOrder(
            "finished asyntask_A local", "finished asyntask_B storage", "finished c no_video");
    assertThat(watch("asyntask_A", "--download", dir.toString()).out())
        .contains(dir.resolve("asyntask_A.mp4") + " exists already; it is not a readable MP4 file:"
            + " rename it, or choose another folder with --download.");
    assertThat(watch("asyntask_B", "--download", dir.toString()).exitCode()).isEqualTo(7);
    assertThat(watch("c").exitCode()).isEqualTo(7);
    assertThat(dir.resolve("asyntask_A.mp4")).hasContent("mine");
  }

  @Test
  void writes_the_ids_of_unfinished_tasks_to_a_file_and_prints_how_to_resume() throws IOException {
    gateway.accept(A, SCRIPT.running(Duration.ofHours(1)));
    gateway.accept(B, SCRIPT.running(Duration.ofHours(1)));
    Path open = dir.resolve("open.txt");
    String unfinished = dir.resolve("open file.txt").toString();

    CommandLineRun run = watch("asyntask_A", "asyntask_B", "--timeout", "2m", "--rate", "20");
    CommandLineRun again = watch("asyntask_A", "--timeout", "PT2M");
    CommandLineRun quoted = watch("asyntask_A", "--timeout", "2m", "--unfinished", unfinished);

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(open).hasContent("asyntask_A\nasyntask_B\n");
    assertThat(run.out())
        .contains("2 tasks have not finished; their ids are in " + open + ". To resume:")
        .contains("  happyhorse watch --ids-file " + open + " --timeout 2m --rate 20");
    assertThat(dir.resolve("open-2.txt")).hasContent("asyntask_A\n");
    assertThat(again.out()).contains("--ids-file " + dir.resolve("open-2.txt"));
    assertThat(quoted.out()).contains("--ids-file '" + unfinished + "'");
    time.advance(Duration.ofHours(2));
    assertThat(watch("--ids-file", open.toString()).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "401, 3, auth", "403, 3, forbidden", "400, 4, not_found", "404, 6, wrong_address",
    "302, 6, wrong_address", "503, 6, gateway", "429, 6, rate_limited", "422, 6, gateway",
    "200, 6, wrong_address", "0, 6, network"
  })
  void has_an_exit_code_and_an_error_kind_for_each_error(int status, int exitCode, String kind) {
    Fault fault = switch (status) {
      case 0 -> Fault.connectionReset();
      case 200 -> GatewayErrors.webPage();
      case 302 -> Fault.redirect();
      case 401 -> GatewayErrors.unauthorized();
      case 403 -> GatewayErrors.forbidden();
      case 404 -> GatewayErrors.invalidUrl();
      case 400 -> GatewayErrors.taskNotFound();
      default -> Fault.status(status);
    };
    gateway.accept(A, SCRIPT.onEveryQuery(fault));

    CommandLineRun run = watch("asyntask_A", "--give-up-after", "1m", "--timeout", "2h", "--json");

    assertThat(run.exitCode()).isEqualTo(exitCode);
    JsonNode last = run.json().get(0);
    assertThat(run.json()).hasSize(1);
    assertThat(words(last, "/event", "/step", "/error/kind")).isEqualTo("gave_up null " + kind);
    assertThat(last.at("/task"))
        .hasToString("{\"task_id\":\"asyntask_A\",\"action\":null,\"status\":null,\"phase\":null,"
            + "\"progress\":null,\"submit_time\":null,\"start_time\":null,\"finish_time\":null,"
            + "\"result_url\":null,\"result_expires_at\":null,\"failure\":null,\"usage\":null,"
            + "\"request_id\":null}");
    assertThat(run.err()).contains("1 task has not finished; its id is in ");
  }

  @Test
  void a_deadline_before_any_response_has_the_exit_code_of_the_last_query() {
    gateway.accept(A, SCRIPT.onEveryQuery(Fault.status(503)));

    assertThat(watch("asyntask_A", "--timeout", "1m").exitCode()).isEqualTo(6);
  }

  @Test
  void has_the_most_severe_exit_code_of_several_tasks() {
    gateway.accept(A, TaskScript.failing("Data", "bad"));
    gateway.accept(B, SCRIPT.onEveryQuery(GatewayErrors.taskNotFound()));

    assertThat(watch("asyntask_A", "asyntask_B").exitCode()).isEqualTo(4);
  }

  @Test
  void stores_learned_times_in_a_file() throws IOException {
    Path learned = dir.resolve("learned.txt");
    gateway.accept(A, SCRIPT);

    assertThat(watch("asyntask_A", "--learned", learned.toString()).exitCode()).isZero();

    assertThat(Files.readString(learned))
        .startsWith("happyhorse completion times 2\n")
        .containsPattern("whole:\\w+\t\\d+:50");
    gateway.accept(B, SCRIPT);
    assertThat(watch("asyntask_B", "--learned", learned.toString()).exitCode()).isZero();
    assertThat(Files.readString(learned)).containsPattern("\t\\d+:50\\.0\t\\d+:50");
    Files.writeString(learned, "other text");
    CommandLineRun run = watch("asyntask_B", "--learned", learned.toString());
    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.err())
        .startsWith("The learned times in '" + learned + "' cannot be used: Line 1 is not '")
        .contains(" Choose another file with --learned, or delete this one.");
  }

  @Test
  void stores_learned_times_by_kind() throws IOException {
    Path learned = dir.resolve("learned.txt");
    gateway.accept(A, SCRIPT);

    watch("asyntask_A", "--learned", learned.toString(), "--kind", "1080P/15s");

    assertThat(Files.readString(learned)).contains("whole:1080P%2F15s\t");
    CommandLineRun blank = watch("asyntask_A", "--kind", " ");
    assertThat(blank.exitCode()).isEqualTo(2);
    assertThat(blank.err()).startsWith("The kind of a wait must not be blank");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--interval soon x | 'soon' is not a duration",
        "--interval 0s x | '0s' must be more than zero",
        "--interval 5s --learned f x | mutually exclusive",
        "--rate fast x | Invalid value for option '--rate': 'fast' is not a number",
        "--max-in-flight 1.5 x | Invalid value for option '--max-in-flight': '1.5' is not a whole number",
        "--ids-file= | Invalid value for option '--ids-file': the name of the file or folder is empty",
        "--outbox= | Invalid value for option '--outbox': the name of the file or folder is empty",
        "--learned= x | Invalid value for option '--learned': the name of the file or folder is empty",
        "--download= x | Invalid value for option '--download': the name of the file or folder is empty",
        "--unfinished= x | Invalid value for option '--unfinished': the name of the file or folder is empty",
        "--rate 0 x | must be more than 0 and at most 1000000 per second",
        "--max-in-flight 0 x | at least 1 poll",
        "a/b | 'a/b' cannot be a task id",
        "_x | '_x' cannot be a task id",
        "'' | No task id is given",
        "x --base-url ftp://h | 'ftp://h' cannot be the base URL",
      })
  void refuses_invalid_settings_before_any_request(String args, String message) {
    CommandLineRun run = watch(args.isEmpty() ? new String[0] : args.split(" ", -1));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).contains("Try 'happyhorse watch --help'.");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void reports_the_line_of_an_invalid_id() throws IOException {
    gateway.accept(A, TaskScript.succeeding());
    Path ids = Files.writeString(dir.resolve("ids"), "\uFEFFasyntask_A\n\n# none\na b\n");

    assertThat(watch("--ids-file", ids.toString()).err())
        .startsWith("Line 4 of '" + ids + "': 'a b' cannot be a task id");
    Files.writeString(ids, "\uFEFFasyntask_A\n\n# none\n");
    assertThat(watch("--ids-file", ids.toString()).exitCode()).isZero();
  }

  @Test
  void reads_ids_from_the_standard_input() {
    gateway.accept(A, TaskScript.succeeding());
    gateway.accept(B, TaskScript.succeeding());

    CommandLineRun run = watchWithInput("\uFEFFasyntask_A\r\n# a comment\nasyntask_B");
    CommandLineRun bad = watchWithInput("asyntask_A\na b");
    CommandLineRun empty = watchWithInput("");

    assertThat(run.exitCode()).isZero();
    assertThat(List.of(gateway.queries(A), gateway.queries(B))).containsExactly(1, 1);
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.err()).startsWith("Line 2 of standard input: 'a b' cannot be a task id");
    assertThat(empty.err()).startsWith("There is no task id in standard input: check --ids-file.");
  }

  private CommandLineRun watchWithInput(String input) {
    return commands.runWithInput(input, "watch", "--ids-file", "-");
  }

  @Test
  void connects_to_a_private_address_only_if_allowed() {
    gateway.accept(A, PrivateLink.succeeding());

    CommandLineRun refused = watch("asyntask_A", "--download", dir.toString());
    CommandLineRun allowed = watch("asyntask_A", "--download", dir.toString(), "--allow-private");

    assertThat(refused.exitCode()).isEqualTo(7);
    assertThat(refused.out()).contains("private network").contains("--allow-private allows it.");
    assertThat(allowed.exitCode()).isZero();
    assertThat(dir.resolve("asyntask_A.mp4")).isRegularFile();
  }

  @Test
  void prints_flags_in_the_command_that_resumes() {
    gateway.accept(A, SCRIPT.running(Duration.ofHours(1)));

    assertThat(watch("asyntask_A", "--timeout", "1m", "--allow-private").out())
        .contains(" --timeout 1m --unfinished " + dir.resolve("open.txt") + " --allow-private\n");
  }

  @Test
  void uses_the_key_of_a_file_rather_than_that_of_the_environment() throws IOException {
    gateway.accept(A, TaskScript.succeeding());
    Path key = Files.writeString(dir.resolve("key"), gateway.apiKey() + "\n");

    CommandLineRun run = CommandLineRun.of(
        Map.of("HAPPYHORSE_API_KEY", "sk-wrong", "HAPPYHORSE_BASE_URL", "http://127.0.0.1:1"),
        time,
        "watch",
        "asyntask_A",
        "--api-key-file",
        key.toString(),
        "--base-url",
        gateway.baseUri().toString(),
        "--reveal-url",
        "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Signature=");
  }
}
