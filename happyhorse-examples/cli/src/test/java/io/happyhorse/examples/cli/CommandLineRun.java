package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.happyhorse.core.time.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run of the command line in the process of the test: its exit code and what it has printed. */
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
    return of(new HappyHorseCli(environment, time, input), new StringWriter(), args);
  }

  /** Runs a program whose standard output is {@code out}. */
  static CommandLineRun of(HappyHorseCli program, Writer out, String... args) {
    StringWriter err = new StringWriter();
    int exitCode = program.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  /** Returns the lines of the standard output, each of which must be a JSON object. */
  List<JsonNode> json() {
    return out.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
  }
}
