package io.happyhorse.examples.cluster;

import java.io.PrintWriter;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

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
  static final int USAGE = 2;
  private static final int FAILED = 1;
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final Logger ENGINE = Logger.getLogger("com.github.kagkarlsson.scheduler");
  private static final Logger POOL = Logger.getLogger("com.zaxxer.hikari");
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");
  private static final Logger SERVER = Logger.getLogger("io.zonky");

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
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%1$tFT%1$tT %4$s %5$s%n");
    }
    ENGINE.setLevel(Level.OFF); // its errors are those of the database, one for each execution
    POOL.setLevel(Level.OFF);
    DRIVER.setLevel(Level.OFF);
    SERVER.setLevel(Level.OFF);
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new ClusterCli(environment))
        .setParameterExceptionHandler((error, arguments) -> wrongUsage(error))
        .setExecutionExceptionHandler((error, command, parsed) -> failed(error, command));
  }

  Map<String, String> environment() {
    return environment;
  }

  private static int wrongUsage(ParameterException error) {
    PrintWriter err = error.getCommandLine().getErr();
    err.println(error.getMessage());
    return USAGE;
  }

  private static int failed(Exception error, CommandLine command) {
    command.getErr().println(error.getMessage());
    boolean isUsage =
        error instanceof ClusterException || error instanceof IllegalArgumentException;
    return isUsage ? USAGE : FAILED;
  }
}
