package io.happyhorse.examples.cluster;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The program {@code cluster.jar}. */
@Command(
    name = "cluster",
    description =
        "Waits for HappyHorse video tasks on many machines, over one PostgreSQL database.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    subcommands = {
      NodeCommand.class,
      AddCommand.class,
      StatusCommand.class,
      DemoCommand.class,
      ClusterBenchmark.class,
      BenchNodeCommand.class,
      HelpCommand.class
    })
public final class ClusterCli {
  static final int USAGE_ERROR = 2;
  private static final int FAILED = 1;
  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final Logger SCHEDULER = Logger.getLogger("com.github.kagkarlsson.scheduler");
  private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");
  private static final Logger EMBEDDED_SERVER = Logger.getLogger("io.zonky");

  private final Map<String, String> environment;

  ClusterCli(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Runs the program.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "%1$tFT%1$tT %4$s %5$s%n");
    }
    SCHEDULER.setLevel(Level.OFF); // it logs each error of the database once per execution
    POOL.setLevel(Level.OFF);
    DRIVER.setLevel(Level.OFF);
    EMBEDDED_SERVER.setLevel(Level.OFF);
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new ClusterCli(environment))
        .registerConverter(Duration.class, ClusterCli::duration)
        .setParameterExceptionHandler((error, arguments) -> reportUsageError(error))
        .setExecutionExceptionHandler((error, command, parsed) -> reportFailure(error, command));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException unreadable) {
      throw new TypeConversionException("'" + text + "' is not a duration: use one such as PT15S");
    }
  }

  Map<String, String> environment() {
    return environment;
  }

  private static int reportUsageError(ParameterException error) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println(UsageError.sentence(error));
    return USAGE_ERROR;
  }

  private static int reportFailure(Exception error, CommandLine command) {
    command.getErr().println(error.getMessage());
    boolean isUsageError =
        error instanceof ClusterException || error instanceof IllegalArgumentException;
    return isUsageError ? USAGE_ERROR : FAILED;
  }
}
