package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.happyhorse.core.task.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Adds tasks to wait for. */
@Command(
    name = "add",
    description = "Adds tasks to wait for. Tasks that were added before do not change.")
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class AddCommand implements Callable<Integer> {
  @ParentCommand
  private ClusterCli parent;

  @Spec
  private CommandSpec spec;

  @Mixin
  private JdbcOptions jdbc;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Task ids.")
  private List<String> ids = List.of();

  @Option(
      names = "--ids-file",
      paramLabel = "FILE",
      description = "A file with one task id per line; # starts a comment; - means standard input.")
  private @Nullable Path idsFile;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "PT30M",
      description = "The timeout of each wait (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Override
  public Integer call() {
    Set<TaskId> all = new LinkedHashSet<>();
    ids.forEach(id -> all.add(TaskId.of(id)));
    if (idsFile != null) {
      IdsFile.read(idsFile, System.in).forEach(id -> all.add(TaskId.of(id)));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "No task id is given: name at least one, or use --ids-file.");
    }
    try (HikariDataSource database = jdbc.open(1, parent.environment())) {
      Schema.check(database);
      int added = new WaitTable(database).add(all, timeout, null);
      spec.commandLine().getOut().println(added + " of " + all.size() + " tasks are new.");
    }
    return 0;
  }
}
