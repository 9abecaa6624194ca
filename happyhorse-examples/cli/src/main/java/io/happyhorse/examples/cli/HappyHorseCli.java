package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.happyhorse.core.time.TimeSource;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code happyhorse}. */
public final class HappyHorseCli {
  /** Matches the message about an unknown option with a value, which may be an API key. */
  private static final Pattern UNKNOWN_OPTION =
      Pattern.compile("(Unknown options?: '--?[\\w-]+)=[^']*");

  /** Matches the message about a value of {@code --set} without an equals sign. */
  private static final String NO_PAIR =
      "^Value for option option '([^']+)' \\(([^)]+)\\) should be in KEY=VALUE format but was (.*)$";

  private static final Duration THREAD_END_LIMIT = Duration.ofMillis(100);

  private final Map<String, String> environment;
  private final TimeSource time;
  private final InputFiles inputs;
  private final ShutdownHooks hooks;

  HappyHorseCli(Map<String, String> environment, TimeSource time, InputStream standardInput) {
    this(environment, time, standardInput, ShutdownHooks.OF_THIS_JVM);
  }

  HappyHorseCli(
      Map<String, String> environment,
      TimeSource time,
      InputStream standardInput,
      ShutdownHooks hooks) {
    this.environment = environment;
    this.time = time;
    this.inputs = new InputFiles(standardInput);
    this.hooks = hooks;
  }

  @SuppressWarnings("CatchingUnchecked") // an unexpected error must not look like the end of a task
  public static void main(String[] args) {
    UnexpectedError unexpected = new UnexpectedError(List.of(args).contains("--debug"));
    Thread.setDefaultUncaughtExceptionHandler(unexpected);
    try {
      int exitCode = start(args);
      ClientThreads.end(Thread.currentThread().getThreadGroup(), THREAD_END_LIMIT);
      System.exit(exitCode);
    } catch (Throwable error) {
      unexpected.endProcess(error);
    }
  }

  private static int start(String... args) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    if (!isFolderUsable()) {
      err.println(
          "Java cannot use this folder, since its name has characters that the locale of this shell lacks:"
              + " set LC_ALL=C.UTF-8, or use another folder.");
      return ExitCode.LOCAL_ERROR;
    }
    ProxySettings.allowBasicAuthentication();
    disableUnusedFeaturesOfPicocli();
    return new HappyHorseCli(System.getenv(), TimeSource.system(), System.in).run(out, err, args);
  }

  /** Prevents picocli from loading classes that this program does not need. */
  private static void disableUnusedFeaturesOfPicocli() {
    System.setProperty("picocli.converters.excludes", "java.sql.*,java.time.*");
    System.setProperty("picocli.disable.closures", "true");
  }

  /**
   * Returns whether Java can access the current folder. If its name has characters that the locale lacks, some versions of Java look
   * for a different name, others throw.
   */
  private static boolean isFolderUsable() {
    try {
      return Files.isDirectory(Path.of("").toAbsolutePath());
    } catch (InvalidPathException unreadable) {
      return false;
    }
  }

  /** Runs a command line and returns its exit code. */
  int run(PrintWriter out, PrintWriter err, String... args) {
    int exitCode = Subcommands.of(this, args)
        .registerConverter(
            Path.class,
            HappyHorseCli::path) // unlike the built-in converter, this one keeps the cause
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(HappyHorseCli::wrongUsage)
        .setExecutionExceptionHandler(this::failed)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
    if (out.checkError()) {
      err.println(
          "The standard output cannot be written: check its destination, for example for a full disk.");
      return ExitCode.mostSevere(List.of(exitCode, ExitCode.LOCAL_ERROR));
    }
    return exitCode;
  }

  Map<String, String> environment() {
    return environment;
  }

  TimeSource time() {
    return time;
  }

  InputFiles inputs() {
    return inputs;
  }

  ShutdownHooks hooks() {
    return hooks;
  }

  /** Prints the stack trace of an error if --debug is given. */
  void debug(CommandSpec command, Throwable error) {
    if (command.commandLine().getParseResult().hasMatchedOption("--debug")) {
      error.printStackTrace(command.commandLine().getErr());
    }
  }

  /** Returns a setting. An {@link IllegalArgumentException} is reported as wrong usage. */
  static <T> T checked(CommandSpec command, Supplier<T> setting) {
    try {
      return setting.get();
    } catch (IllegalArgumentException unusable) {
      throw new ParameterException(
          command.commandLine(), String.valueOf(unusable.getMessage()), unusable);
    }
  }

  /** Runs a check. An {@link IllegalArgumentException} is reported as wrong usage. */
  static void check(CommandSpec command, Runnable check) {
    boolean unused = checked(command, () -> {
      check.run();
      return true;
    });
  }

  private static int wrongUsage(ParameterException error, String[] args) {
    PrintWriter err = error.getCommandLine().getErr();
    if (error.getCause() instanceof InvalidPathException name) {
      err.println("Java cannot use the name of a file or folder (" + name.getReason()
          + "): if it has characters that the locale of this shell lacks, set LC_ALL=C.UTF-8,"
          + " or use another name.");
      return ExitCode.LOCAL_ERROR;
    }
    if (error.getCause() instanceof UnusableFileException unusable) {
      err.println(unusable.getMessage());
      return ExitCode.LOCAL_ERROR;
    }
    err.println(UNKNOWN_OPTION.matcher(problem(error)).replaceAll("$1"));
    err.println("Try '" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static String problem(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      boolean isCommand = !error.getCommandLine().getSubcommands().isEmpty();
      return (isCommand ? "Unknown command '" : "Unexpected argument '")
          + unmatched.getUnmatched().get(0) + "'.";
    }
    return String.valueOf(error.getMessage())
        .replaceFirst(NO_PAIR, "Invalid value for option '$1': '$3' is not $2")
        .replaceFirst(" is not an int$", " is not a whole number")
        .replaceFirst(" is not a double$", " is not a number");
  }

  private static Path path(String name) {
    if (name.isEmpty()) { // Path.of("") is the current folder
      throw new TypeConversionException("the name of the file or folder is empty");
    }
    return Path.of(name);
  }

  private int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println(TaskFormat.sentence(error));
    debug(command.getCommandSpec(), error);
    return ErrorKind.of(error).exitCode();
  }
}
