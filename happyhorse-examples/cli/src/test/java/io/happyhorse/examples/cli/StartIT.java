package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start of the command line: the classes it loads, the size of the jar, a small runtime, and the launcher with its cache. */
@Execution(ExecutionMode.CONCURRENT)
class StartIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final String JAR = TARGET.resolve("happyhorse.jar").toString();
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  private static FakeHappyHorse gateway;

  @TempDir
  Path dir;

  @BeforeAll
  static void startGateway() {
    gateway = FakeHappyHorse.start();
    gateway.accept(TaskId.of("good"), TaskScript.succeeding());
  }

  @AfterAll
  static void stopGateway() {
    gateway.close();
  }

  private Process start(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder process = new ProcessBuilder(command)
        .directory(dir.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.appendTo(dir.resolve("err").toFile()));
    process.environment().put("HAPPYHORSE_API_KEY", gateway.apiKey());
    process.environment().put("HAPPYHORSE_BASE_URL", gateway.baseUri().toString());
    process.environment().put("JAVA_HOME", JDK.toString());
    process.environment().putAll(environment);
    return process.start();
  }

  private void succeeds(Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor()).as(() -> errors()).isZero();
  }

  private String errors() {
    try {
      return Files.readString(dir.resolve("err"));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"query good", "watch good", "download good", "check", "submit t2v --prompt Cat"})
  void loads_no_class_of_the_fake_gateway_databind_or_tls(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        JDK.resolve("bin/java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xlog:class+load:file=classes.txt",
        "-jar",
        JAR));
    command.addAll(List.of(arguments.split(" ")));

    succeeds(start(Map.of(), command.toArray(String[]::new)));

    assertThat(Files.readString(dir.resolve("classes.txt")))
        .contains("io.happyhorse.feign.FeignTaskQuery ", "tools.jackson.core.")
        .doesNotContain("wiremock", "io.happyhorse.testkit", "jackson.databind", "java.sql.")
        .doesNotContain(
            "sun.security.ssl.SSLContextImpl"); // the gateway of this test speaks plain http
  }

  @Test
  void is_a_jar_of_at_most_12_megabytes() throws Exception {
    assertThat(Files.size(Path.of(JAR))).isLessThanOrEqualTo(12_000_000);
  }

  /** The modules that the README names for {@code jlink} are sufficient. */
  @Nested
  @EnabledIfSystemProperty(named = "happyhorse.full", matches = "true")
  class OnASmallRuntime {
    private static final Pattern MODULE = Pattern.compile("`((?:java|jdk)\\.[a-z.]+)`");

    @Test
    @Timeout(300)
    void runs_with_the_modules_that_the_readme_names() throws Exception {
      String readme = Files.readString(Path.of(System.getProperty("happyhorse.root"), "README.md"));
      String paragraph = readme.substring(readme.indexOf("`jlink` runtime"));
      String commands = paragraph.substring(0, paragraph.indexOf("fake gateway"));
      Path runtime = dir.resolve("runtime");
      succeeds(start(
          Map.of(),
          JDK.resolve("bin/jlink").toString(),
          "--add-modules",
          String.join(",", modules(commands)),
          "--output",
          runtime.toString()));

      succeeds(
          start(Map.of(), runtime.resolve("bin/java").toString(), "-jar", JAR, "query", "good"));
      succeeds(
          start(Map.of(), runtime.resolve("bin/java").toString(), "-jar", JAR, "watch", "good"));
    }

    private static List<String> modules(String text) {
      List<String> modules = new ArrayList<>();
      for (Matcher module = MODULE.matcher(text); module.find(); ) {
        if (!module.group(1).equals("java.beans")) { // a package
          modules.add(module.group(1));
        }
      }
      return modules;
    }
  }

  @Nested
  @EnabledOnOs({OS.LINUX, OS.MAC})
  class WithTheLauncher {
    private Path launcher(String name) throws IOException {
      Path folder = Files.createDirectories(dir.resolve(name));
      Path launcher = Files.copy(TARGET.resolve("happyhorse"), folder.resolve("happyhorse"));
      assertThat(launcher.toFile().setExecutable(true)).isTrue();
      return launcher;
    }

    private List<Path> archives() throws IOException {
      try (Stream<Path> files = Files.list(dir.resolve("a cache/happyhorse"))) {
        return files.toList();
      }
    }

    private Map<String, String> environment() {
      return Map.of("XDG_CACHE_HOME", dir.resolve("a cache").toString());
    }

    @Test
    void loads_classes_from_the_cache_that_the_first_query_has_written() throws Exception {
      String launcher = launcher("folder").toString();

      succeeds(start(environment(), launcher, "query", "good"));
      assertThat(archives()).hasSize(1);
      Map<String, String> logging = new HashMap<>(environment());
      logging.put("HAPPYHORSE_JAVA_OPTIONS", "-Xlog:class+load:file=classes.txt");
      succeeds(start(logging, launcher, "query", "good"));

      assertThat(Files.readAllLines(dir.resolve("classes.txt")))
          .anyMatch(line ->
              line.contains("io.happyhorse.feign.FeignTaskQuery source: shared objects file"));
    }

    @Test
    void may_run_several_times_concurrently() throws Exception {
      String launcher = launcher("a folder").toString();
      Process first = start(environment(), launcher, "query", "good");
      Process second = start(environment(), launcher, "query", "good");

      succeeds(first);
      succeeds(second);

      assertThat(archives()).singleElement().asString().endsWith(".jsa");
    }

    @Test
    void works_without_a_cache_if_none_can_be_written() throws Exception {
      Files.createFile(dir.resolve("a cache"));

      succeeds(start(environment(), launcher("a folder").toString(), "query", "good"));
    }

    @Test
    void returns_the_exit_code_of_the_program() throws Exception {
      String launcher = launcher("a folder").toString();

      for (int run = 0; run < 2; run++) {
        assertThat(start(environment(), launcher, "query", "no id").waitFor())
            .isEqualTo(ExitCode.USAGE);
      }
    }
  }
}
