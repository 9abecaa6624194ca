package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.happyhorse.core.error.HappyHorseException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The command {@code happyhorse}. */
@Command(
    name = "happyhorse",
    description = "Asks what has become of HappyHorse video tasks.",
    mixinStandardHelpOptions = true,
    version = "happyhorse 0.1.0-SNAPSHOT",
    subcommands = {QueryCommand.class, DemoCommand.class, HelpCommand.class})
public final class Happyhorse {
  private final Map<String, String> environment;

  Happyhorse(Map<String, String> environment) {
    this.environment = environment;
  }

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    System.exit(new Happyhorse(System.getenv()).run(out, err, args));
  }

  /** Runs a command line and returns its exit code. */
  int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(this)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Happyhorse::wrongUsage)
        .setExecutionExceptionHandler(Happyhorse::failed)
        .execute(args);
  }

  Map<String, String> environment() {
    return environment;
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
    err.println(error.getMessage());
    err.println("Try '" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static String sentence(Exception error) {
    return error instanceof HappyHorseException
        ? String.valueOf(error.getMessage())
        : error.toString();
  }

  private static int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println(sentence(error));
    if (command.getParseResult().hasMatchedOption("--debug")) {
      error.printStackTrace(command.getErr());
    }
    return ExitCode.of(error);
  }
}
