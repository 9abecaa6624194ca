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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Queries each task once. */
final class QueryCommand implements Callable<Integer>, UsesGateway {
  private final HappyHorseCli parent;
  private final GatewayOptions options = new GatewayOptions();

  private final PositionalParamSpec ids = PositionalParamSpec.builder()
      .paramLabel("ID")
      .arity("1..*")
      .required(true)
      .type(List.class)
      .auxiliaryTypes(String.class)
      .description("Task ids, as returned by 'submit' or the gateway.")
      .build();

  private final OptionSpec json = OptionSpec.builder("--json")
      .type(boolean.class)
      .description("Print one JSON object per task, one per line.")
      .build();

  private final CommandSpec spec =
      CommandSpec.wrapWithoutInspection(this).addPositional(ids).addOption(json);

  QueryCommand(HappyHorseCli parent) {
    this.parent = parent;
    spec.usageMessage().description("Queries the status of each task once.");
  }

  CommandSpec spec() {
    return spec;
  }

  @Override
  public GatewayOptions gatewayOptions() {
    return options;
  }

  @Override
  public Integer call() {
    List<String> given = ids.getValue();
    List<TaskId> taskIds =
        HappyHorseCli.checked(spec, () -> TaskIds.of(given, null, parent.inputs()));
    FeignTaskQuery tasks = HappyHorseCli.checked(spec, () -> options.gateway(parent));
    StopSignal signal = StopSignal.interruptingThisThread(parent.hooks());
    try (signal) {
      return ExitCode.mostSevere(taskIds.stream().map(id -> query(tasks, id)).toList());
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
    if (Boolean.TRUE.equals(json.getValue())) {
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
