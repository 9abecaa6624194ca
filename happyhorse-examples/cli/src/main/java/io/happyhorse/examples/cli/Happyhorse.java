package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.happyhorse.core.time.Time;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command {@code happyhorse}. */
@Command(
    name = "happyhorse",
    description =
        "Asks what has become of HappyHorse video tasks, waits for them and keeps their videos.",
    footer = {
      "",
      "Times are written as 200ms, 15s, 10m, 2h or as ISO 8601.",
      "",
      "Ends with 0 done, 1 a task failed, 2 wrong usage, 3 key refused,",
      "4 no such task, 5 not finished, 6 gateway unusable, 7 no video,",
      "8 this machine, 70 a defect, 130 and 143 stopped by a signal."
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "happyhorse 0.1.0-SNAPSHOT",
    subcommands = {
      QueryCommand.class,
      WatchCommand.class,
      DownloadCommand.class,
      DemoCommand.class,
      FakeCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class Happyhorse {
  /** The value of an option that there is not: it may be a key that somebody took for one. */
  private static final Pattern VALUE = Pattern.compile("(Unknown options?: '--?[\\w-]+)=[^']*");

  private final Map<String, String> environment;
  private final Time time;

  Happyhorse(Map<String, String> environment, Time time) {
    this.environment = environment;
    this.time = time;
  }

  public static void main(String[] args) {
    ProxySettings.allowBasicAuthentication();
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    System.exit(new Happyhorse(System.getenv(), Time.system()).run(out, err, args));
  }

  /** Runs a command line and returns its exit code. */
  int run(PrintWriter out, PrintWriter err, String... args) {
    int exitCode = new CommandLine(this)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Happyhorse::wrongUsage)
        .setExecutionExceptionHandler(this::failed)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
    if (out.checkError()) {
      err.println(
          "The standard output cannot be written to: check what it leads to, such as a full disk.");
      return ExitCode.gravest(List.of(exitCode, ExitCode.THIS_MACHINE));
    }
    return exitCode;
  }

  Map<String, String> environment() {
    return environment;
  }

  Time time() {
    return time;
  }

  /** Prints the stack trace of an error, if it was asked for. */
  void debug(CommandSpec command, Throwable error) {
    if (command.commandLine().getParseResult().hasMatchedOption("--debug")) {
      error.printStackTrace(command.commandLine().getErr());
    }
  }

  /** Takes settings that the library may refuse; its refusal is then a wrong usage. */
  static <T> T checked(CommandSpec command, Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException unusable) {
      throw new ParameterException(
          command.commandLine(), String.valueOf(unusable.getMessage()), unusable);
    }
  }

  private static int wrongUsage(ParameterException error, String[] args) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println(VALUE.matcher(String.valueOf(error.getMessage())).replaceAll("$1"));
    err.println("Try '" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println(TaskText.sentence(error));
    debug(command.getCommandSpec(), error);
    return Trouble.of(error).exitCode();
  }
}
