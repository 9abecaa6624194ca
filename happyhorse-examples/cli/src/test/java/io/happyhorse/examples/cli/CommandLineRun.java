package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.happyhorse.core.time.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the command line inside the test: what it printed and what it ended with. */
record CommandLineRun(int exitCode, String out, String err) {
  static CommandLineRun of(Map<String, String> environment, String... args) {
    return of(environment, TimeSource.system(), args);
  }

  static CommandLineRun of(Map<String, String> environment, TimeSource time, String... args) {
    return of(environment, time, InputStream.nullInputStream(), args);
  }

  static CommandLineRun withInput(
      String input, Map<String, String> environment, TimeSource time, String... args) {
    return of(environment, time, new ByteArrayInputStream(input.getBytes(UTF_8)), args);
  }

  private static CommandLineRun of(
      Map<String, String> environment, TimeSource time, InputStream input, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = new HappyHorseCli(environment, time, input)
        .run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  /** Returns what was printed for programs: an object on each line, and nothing else. */
  List<JsonNode> json() {
    return out.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
  }
}
