package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The jar, run as a user runs it. */
@Execution(ExecutionMode.CONCURRENT)
class JarIT {
  private static final Pattern ADDRESS =
      Pattern.compile("The page is at (http://127\\.0\\.0\\.1:\\d+)/.*");

  @TempDir
  Path folder;

  private @Nullable Process process;

  private RawHttp start(List<String> arguments, String... environment) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        Path.of("target", "dashboard.jar").toAbsolutePath().toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectError(folder.resolve("errors").toFile());
    for (int i = 0; i < environment.length; i += 2) {
      builder.environment().put(environment[i], environment[i + 1]);
    }
    Process started = builder.start();
    process = started;
    return new RawHttp(address(started.inputReader()));
  }

  private static URI address(BufferedReader output) throws IOException {
    Matcher line = ADDRESS.matcher(String.valueOf(output.readLine()));
    assertThat(line.matches()).as(line.toString()).isTrue();
    return URI.create(line.group(1));
  }

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void demo_shows_forty_tasks_of_a_fake_gateway() throws IOException {
    RawHttp http = start(List.of("demo", "--port", "0", "--accelerate", "60"));

    assertThat(http.send("GET", "/")).startsWith("HTTP/1.1 200").contains("app.js");
    assertThat(http.send("GET", "/api/tasks").split("\"id\":")).hasSize(41);
    for (String state : List.of("SUCCESS", "FAILURE", "IN_PROGRESS")) {
      await()
          .atMost(Duration.ofSeconds(50))
          .until(() -> !http.send("GET", "/api/tasks").contains("\"" + state + "\":0"));
    }
  }

  @Test
  void watch_shows_the_tasks_with_the_given_ids() throws IOException {
    try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
      String id = gateway.accept(TaskScript.failing("Bad", "no horse")).value();
      RawHttp http = start(
          List.of("watch", id, "--port", "0"),
          "HAPPYHORSE_API_KEY",
          gateway.apiKey(),
          "HAPPYHORSE_BASE_URL",
          gateway.baseUri().toString());

      await()
          .atMost(Duration.ofSeconds(50))
          .until(() -> http.send("GET", "/api/tasks").contains("\"FAILURE\":1"));
      assertThat(http.send("GET", "/api/tasks/" + id))
          .contains("no horse")
          .doesNotContain(gateway.apiKey());
    }
  }

  @Test
  void watch_shows_the_tasks_of_a_cluster() throws Exception {
    try (TestClusterDatabase database = TestClusterDatabase.withTables()) {
      database.addWait("asyntask_A", WaitState.begin());
      database.addEnd("asyntask_B", "FAILURE", "{\"failure\":\"no horse\"}", 0);
      RawHttp http = start(List.of("watch", "--port", "0", "--jdbc-url", database.url()));

      assertThat(http.send("GET", "/api/tasks")).contains("\"NO_STATUS\":1", "\"FAILURE\":1");
      assertThat(http.send("GET", "/api/tasks/asyntask_B")).contains("no horse");
    }
  }
}
