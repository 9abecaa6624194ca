package io.happyhorse.examples.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The subcommands of {@code happyhorse}. Picocli reads annotations by reflection, so only the requested subcommand is loaded, and the
 * classes that a query needs have no annotations.
 */
final class Subcommands {
  private static final List<String> NAMES = List.of(
      "query", "submit", "watch", "download", "check", "demo", "fake", "completion", "help");

  /** The subcommands that read the options of all the others. */
  private static final List<String> USE_ALL = List.of("completion", "help");

  private static final String[] FOOTER = {
    "",
    "Times are written as 200ms, 15s, 10m or 2h, or as ISO 8601, such as PT1M30S.",
    "",
    "Exit codes: 0 success, 1 a task failed, 2 wrong usage, 3 API key refused,",
    "4 no such task, 5 not finished, 6 gateway unusable, 7 no video,",
    "8 file or folder unusable, 9 unknown whether a task was submitted,",
    "70 internal error, 130 and 143 stopped by a signal."
  };

  private Subcommands() {}

  /** Returns the program with the subcommand that a command line starts with, or with all subcommands if there is none. */
  static CommandLine of(HappyHorseCli program, String... args) {
    CommandSpec root = CommandSpec.wrapWithoutInspection(program).name("happyhorse");
    root.usageMessage()
        .description("Creates HappyHorse video tasks, waits for them and downloads their videos.");
    CommandLine line = new CommandLine(root);
    String first = args.length == 0 ? "" : args[0];
    boolean isOneEnough = NAMES.contains(first) && !USE_ALL.contains(first);
    for (String name : isOneEnough ? List.of(first) : NAMES) {
      line.addSubcommand(name, subcommand(name, program));
    }
    addSharedOptions(line);
    return line;
  }

  private static Object subcommand(String name, HappyHorseCli program) {
    return switch (name) {
      case "query" -> new QueryCommand(program).spec();
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

  /** Adds the shared options to a command and its subcommands. */
  private static void addSharedOptions(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    spec.versionProvider(new CliVersion()).usageMessage().footer(FOOTER);
    Object command = line.getCommand();
    if (!(command instanceof HelpCommand)) {
      spec.addOption(OptionSpec.builder("-h", "--help")
          .usageHelp(true)
          .description("Show this help message and exit.")
          .build());
      spec.addOption(OptionSpec.builder("-V", "--version")
          .versionHelp(true)
          .description("Print version information and exit.")
          .build());
    }
    if (command instanceof UsesGateway using) {
      using.gatewayOptions().addTo(spec);
    }
    line.getSubcommands().values().forEach(Subcommands::addSharedOptions);
  }
}
