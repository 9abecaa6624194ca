package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {
  @Test
  void a_file_for_learned_times_that_cannot_be_created_is_reported_before_the_page_starts(
      @TempDir Path folder) {
    Path file = folder.resolve("none").resolve("times.txt");
    StringWriter err = new StringWriter();

    int exitCode = new Dashboard(Map.of("HAPPYHORSE_API_KEY", "sk-test"))
        .run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "watch",
            "asyntask_A",
            "--base-url=http://127.0.0.1:1",
            "--port=-1", // the page cannot start
            "--learned=" + file);

    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "'" + file
                + "' cannot be written, since its folder does not exist: create the folder, or choose another file with --learned.\n");
    assertThat(exitCode).isEqualTo(2);
  }
}
