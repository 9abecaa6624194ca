package io.happyhorse.examples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** One run of the command line inside the test: what it printed and what it ended with. */
record CommandLineRun(int exitCode, String out, String err) {
  static CommandLineRun of(Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = new Happyhorse(environment)
        .run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }
}
