package io.happyhorse.examples.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** The subcommands of {@code happyhorse}. Picocli reads each by reflection, so a command line that names one loads no other. */
final class Subcommands {
  private static final List<String> NAMES = List.of(
      "query", "submit", "watch", "download", "check", "demo", "fake", "completion", "help");

  /** These describe the others. */
  private static final List<String> NEED_ALL = List.of("completion", "help");

  private Subcommands() {}

  /** Adds the subcommand that a command line starts with, or all of them if it starts with another word. */
  static CommandLine addedTo(CommandLine program, String... args) {
    String first = args.length == 0 ? "" : args[0];
    boolean one = NAMES.contains(first) && !NEED_ALL.contains(first);
    for (String name : one ? List.of(first) : NAMES) {
      program.addSubcommand(name, named(name));
    }
    return program;
  }

  private static Object named(String name) {
    return switch (name) {
      case "query" -> new QueryCommand();
      case "submit" -> new SubmitCommand();
      case "watch" -> new WatchCommand();
      case "download" -> new DownloadCommand();
      case "check" -> new CheckCommand();
      case "demo" -> new DemoCommand();
      case "fake" -> new FakeCommand();
      case "completion" -> new CompletionCommand();
      case "help" -> new HelpCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
