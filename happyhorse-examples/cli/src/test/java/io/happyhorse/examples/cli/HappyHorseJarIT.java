package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.TaskScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar in processes of its own: exit codes, both outputs and signals. */
@Execution(ExecutionMode.CONCURRENT)
class HappyHorseJarIT {
  private static final Path JAR = Path.of("target", "happyhorse.jar").toAbsolutePath();
  private static final Map<String, String> ENVIRONMENT = new HashMap<>();

  @TempDir
  static Path scripts;

  private static Process fake;

  @TempDir
  Path dir;

  @BeforeAll
  static void startFake() throws IOException {
    Path script = Files.writeString(scripts.resolve("script.json"), """
        [{"task_id":"good","end":"SUCCESS"},
         {"task_id":"bad","end":"FAILURE","fail_reason":"task failed, code: Data, message: no"},
         {"task_id":"slow","steps":[{"status":"QUEUED","for":"1s","progress":"20%"},
                                    {"status":"IN_PROGRESS","for":"PT100H","progress":"50%"}],"end":"SUCCESS"}]
        """);
    fake =
        new ProcessBuilder(command("fake", "--port", "0", "--script", script.toString())).start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(fake.getInputStream(), StandardCharsets.UTF_8));
    while (ENVIRONMENT.size() < 2) {
      String line = lines.readLine();
      assertThat(line).isNotNull();
      if (line.startsWith("  export ")) {
        String[] assignment = line.substring("  export ".length()).split("=", 2);
        ENVIRONMENT.put(assignment[0], assignment[1]);
      }
    }
  }

  @AfterAll
  static void stopFake() throws InterruptedException {
    fake.destroy();
    assertThat(fake.waitFor()).isEqualTo(143);
  }

  private static List<String> command(String... args) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-jar",
        JAR.toString()));
    command.addAll(List.of(args));
    return command;
  }

  private Process start(String... args) throws IOException {
    ProcessBuilder process = new ProcessBuilder(command(args))
        .directory(dir.toFile())
        .redirectOutput(dir.resolve("out").toFile())
        .redirectError(dir.resolve("err").toFile());
    process.environment().putAll(ENVIRONMENT);
    return process.start();
  }

  private int run(String... args) throws IOException, InterruptedException {
    return start(args).waitFor();
  }

  private List<JsonNode> out() throws IOException {
    return Files.readAllLines(dir.resolve("out")).stream()
        .map(line -> JsonMapper.shared().readTree(line))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "query missing good bad, 4",
    "check, 0",
    "watch slow --timeout 300ms, 5",
    "download good -o none/v.mp4, 8",
    "nonsense, 2"
  })
  void has_the_exit_code_of_the_result(String args, int exitCode) throws Exception {
    assertThat(run(args.split(" ", -1))).as(args).isEqualTo(exitCode);
  }

  @Test
  void prints_only_json_objects_for_programs() throws Exception {
    assertThat(run("watch", "good", "bad", "good", "--download", "videos", "--json"))
        .isEqualTo(1);

    assertThat(out())
        .extracting(line ->
            line.get("event").asString() + " " + line.at("/task/task_id").asString())
        .containsExactlyInAnyOrder("finished good", "finished bad");
    assertThat(dir.resolve("videos/good.mp4")).isRegularFile();
  }

  @Test
  void does_not_download_again_what_an_earlier_run_has_saved() throws Exception {
    assertThat(run("download", "good")).isZero();
    Path video = dir.resolve("good.mp4");
    long bytes = Files.size(video);

    assertThat(run("download", "good")).isZero();
    assertThat(dir.resolve("out"))
        .content()
        .endsWith("good.mp4 was saved earlier (" + bytes + " bytes); --force replaces it."
            + System.lineSeparator());
    assertThat(run("download", "good", "--json")).isZero();
    assertThat(out().get(0).at("/file").asString()).endsWith("good.mp4");
    assertThat(out().get(0).at("/check").isNull()).isTrue();
    assertThat(run("download", "good", "-o", "good.mp4")).isEqualTo(8);
    Files.writeString(video, "something else");
    assertThat(run("download", "good")).isEqualTo(8);
    assertThat(run("download", "good", "--force")).isZero();
  }

  @Test
  void writes_the_ids_of_unfinished_tasks_to_a_file_when_a_signal_stops_it() throws Exception {
    Process watch = start("watch", "slow", "--interval", "200ms", "--json");
    while (watch.isAlive() && Files.size(dir.resolve("out")) == 0) {
      watch.waitFor(50, TimeUnit.MILLISECONDS);
    }
    watch.destroy();

    assertThat(watch.waitFor()).isEqualTo(143);
    List<JsonNode> lines = out();
    assertThat(lines.get(lines.size() - 1).get("event").asString()).isEqualTo("gave_up");
    assertThat(lines.get(lines.size() - 1).at("/error/kind").asString()).isEqualTo("interrupted");
    assertThat(lines)
        .filteredOn(line -> line.get("event").asString().equals("gave_up"))
        .hasSize(1);
    assertThat(dir.resolve("happyhorse-unfinished.txt")).hasContent("slow\n");
    assertThat(Files.readString(dir.resolve("err")))
        .contains("happyhorse watch --ids-file happyhorse-unfinished.txt --interval 200ms --json");
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void prints_a_json_object_for_a_download_that_a_signal_interrupts(String signal, int exitCode)
      throws Exception {
    assumeThat(signal.equals("INT") && isInterruptIgnored()).isFalse();
    try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
      gateway.accept(
          TaskId.of("A"),
          TaskScript.succeeding().video(FakeVideo.ofSize(500_000).stallingAfter(100_000)));
      ProcessBuilder builder = new ProcessBuilder(command("download", "A", "--json"))
          .directory(dir.toFile())
          .redirectOutput(dir.resolve("out").toFile())
          .redirectError(dir.resolve("err").toFile());
      builder
          .environment()
          .putAll(Map.of(
              "HAPPYHORSE_API_KEY",
              gateway.apiKey(),
              "HAPPYHORSE_BASE_URL",
              gateway.baseUri().toString()));
      Process download = builder.start();
      while (download.isAlive() && !Files.exists(dir.resolve("A.mp4.happyhorse-part"))) {
        download.waitFor(50, TimeUnit.MILLISECONDS);
      }
      new ProcessBuilder("kill", "-" + signal, Long.toString(download.pid()))
          .start()
          .waitFor();

      assertThat(download.waitFor()).isEqualTo(exitCode);
    }
    assertThat(out()).hasSize(1);
    assertThat(out().get(0).at("/task_id").asString()).isEqualTo("A");
    assertThat(out().get(0).at("/error/kind").asString()).isEqualTo("interrupted");
    assertThat(dir.resolve("A.mp4")).doesNotExist();
  }

  /** Returns whether this process, and therefore each process that it starts, ignores SIGINT, as in the background of a script. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  /** Whether Java can use the folder depends on its version. No version may report a failed task or a stack trace. */
  @Test
  void reports_a_folder_whose_name_the_locale_cannot_express() throws Exception {
    Process process =
        inShell("d=$(printf '\\350\\247\\206'); mkdir -p $d && cd $d && LC_ALL=C exec ");

    assertThat(process.waitFor()).isEqualTo(8);
    assertThat(dir.resolve("err"))
        .hasContent(
            "Java cannot use this folder, since its name has characters that the locale of this shell lacks:"
                + " set LC_ALL=C.UTF-8, or use another folder.");
  }

  @Test
  void reports_a_file_name_that_the_locale_cannot_express() throws Exception {
    Process process = inShell("LC_ALL=C exec ", "download", "asyntask_A", "-o", "\u89c6\u9891.mp4");

    assertThat(process.waitFor()).isEqualTo(8);
    assertThat(Files.readAllLines(dir.resolve("err")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("Java cannot use the name of a file or folder (")
        .endsWith(", set LC_ALL=C.UTF-8, or use another name.");
  }

  @Test
  void reports_in_one_sentence_that_memory_is_exhausted() throws Exception {
    Process process = inShell("JDK_JAVA_OPTIONS='-Xmx6m -XX:+UseSerialGC' exec ", "demo");

    assertThat(process.waitFor()).isEqualTo(70);
    assertThat(Files.readAllLines(dir.resolve("err")))
        .filteredOn(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
        .containsExactly(
            "There is not enough memory: increase Java's heap, for example with -Xmx64m.");
  }

  private Process inShell(String prefix, String... args) throws IOException {
    String line = command(args.length == 0 ? new String[] {"query", "good"} : args).stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
    ProcessBuilder process = new ProcessBuilder("sh", "-c", prefix + line)
        .directory(dir.toFile())
        .redirectOutput(dir.resolve("out").toFile())
        .redirectError(dir.resolve("err").toFile());
    process.environment().putAll(ENVIRONMENT);
    return process.start();
  }
}
