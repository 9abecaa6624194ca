package io.happyhorse.examples.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.happyhorse.examples.cluster.UsageError;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The program {@code dashboard.jar}. */
@Command(
    name = "dashboard",
    description = "Shows HappyHorse video tasks on a page: states, time left, videos.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "dashboard 0.1.0-SNAPSHOT",
    subcommands = {DemoCommand.class, WatchCommand.class})
public final class Dashboard {
  private final Map<String, String> environment;

  Dashboard(Map<String, String> environment) {
    this.environment = environment;
  }

  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.WARNING); // the web server logs much at INFO
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    System.exit(new Dashboard(System.getenv()).run(out, err, args));
  }

  /** Runs a command line and returns its exit code. */
  int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(this)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler((error, arguments) -> reportUsageError(error))
        .execute(args);
  }

  /** Prints the error as one sentence, without the help text. */
  private static int reportUsageError(ParameterException error) {
    error.getCommandLine().getErr().println(UsageError.sentence(error));
    return ExitCode.USAGE;
  }

  String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Returns what the supplier returns; reports an {@link IllegalArgumentException} as a usage error. */
  static <T> T checked(CommandSpec command, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (IllegalArgumentException invalid) {
      throw new ParameterException(
          command.commandLine(), String.valueOf(invalid.getMessage()), invalid);
    }
  }
}
