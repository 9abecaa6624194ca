package io.happyhorse.examples.cli;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.PrintWriter;
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

/** Queries each task once. */
@Command(name = "query", description = "Queries the status of each task once.")
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class QueryCommand implements Callable<Integer> {
  @ParentCommand
  private HappyHorseCli parent;

  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "Ids of tasks, as returned by their creation.")
  private List<String> ids;

  @Option(names = "--json", description = "Print one JSON object per task, one per line.")
  private boolean json;

  @Mixin
  private GatewayOptions options;

  @Override
  public Integer call() {
    List<TaskId> wanted = HappyHorseCli.checked(spec, () -> TaskIds.of(ids, null, parent.inputs()));
    FeignTaskQuery tasks = HappyHorseCli.checked(spec, () -> options.gateway(parent));
    StopSignal signal = StopSignal.interruptingThisThread();
    try (signal) {
      return ExitCode.gravest(wanted.stream().map(id -> query(tasks, id)).toList());
    }
  }

  private int query(FeignTaskQuery tasks, TaskId id) {
    try {
      VideoTask task = tasks.query(id);
      print(id, task, null);
      return ExitCode.of(task);
    } catch (QueryException error) {
      print(id, null, error);
      parent.debug(spec, error);
      return ErrorKind.of(error).exitCode();
    }
  }

  private void print(TaskId id, @Nullable VideoTask task, @Nullable QueryException error) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, @Nullable Object> line = Json.task(id, task, options.revealsUrl());
      line.put("error", Json.error(error));
      out.println(Json.line(line));
    } else if (task != null) {
      out.print(TaskFormat.of(task, options.revealsUrl()));
    }
    out.flush();
    if (error != null) {
      spec.commandLine().getErr().println(error.getMessage());
    }
  }
}
