package io.happyhorse.examples.cli;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks once for each task. */
@Command(name = "query", description = "Asks the gateway once what has become of each task.")
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class QueryCommand implements Callable<Integer> {
  @ParentCommand
  private Happyhorse parent;

  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "The ids that creating the tasks returned.")
  private List<String> ids;

  @Option(names = "--json", description = "Print an object for each task, on a line of its own.")
  private boolean json;

  @Mixin
  private GatewayOptions options;

  @Override
  public Integer call() {
    List<TaskId> wanted = Happyhorse.checked(spec, () -> TaskIds.of(ids, null));
    FeignTaskQuery tasks =
        Happyhorse.checked(spec, () -> options.gateway(parent.environment(), parent.time()));
    List<Integer> codes = new ArrayList<>();
    for (TaskId id : wanted) {
      try {
        VideoTask task = tasks.query(id);
        codes.add(ExitCode.of(task));
        print(id, task, null);
      } catch (QueryException error) {
        codes.add(Trouble.of(error).exitCode());
        print(id, null, error);
        parent.debug(spec, error);
      }
    }
    return ExitCode.gravest(codes);
  }

  private void print(TaskId id, @Nullable VideoTask task, @Nullable QueryException error) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, @Nullable Object> line = Json.task(id, task, options.revealsUrl());
      line.put("error", Json.error(error));
      out.println(Json.line(line));
    } else if (task != null) {
      out.print(TaskText.of(task, options.revealsUrl()));
    }
    out.flush();
    if (error != null) {
      spec.commandLine().getErr().println(error.getMessage());
    }
  }
}
