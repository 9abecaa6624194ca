package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks once for one task. */
@Command(
    name = "query",
    description = {
      "Asks the gateway once what has become of a task.",
      "Needs HAPPYHORSE_API_KEY in the environment; HAPPYHORSE_BASE_URL (default "
          + FeignTaskQueryBuilder.DEFAULT_BASE_URL + ") says which gateway."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class QueryCommand implements Callable<Integer> {
  @ParentCommand
  private Happyhorse parent;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "TASK_ID", description = "The id that creating the task returned.")
  private String id;

  @Option(names = "--reveal-url", description = "Print the secret link to the video.")
  private boolean revealUrl;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  @Override
  public Integer call() {
    TaskId taskId = Happyhorse.checked(spec, () -> TaskId.of(id.strip()));
    FeignTaskQuery tasks = Happyhorse.checked(spec, () -> gatewayOf(parent.environment()));
    VideoTask task = tasks.query(taskId);
    spec.commandLine().getOut().print(TaskText.of(task, revealUrl));
    spec.commandLine().getOut().flush();
    return ExitCode.of(task);
  }

  private static FeignTaskQuery gatewayOf(Map<String, String> environment) {
    return FeignTaskQuery.builder()
        .apiKey(environment.get("HAPPYHORSE_API_KEY"))
        .baseUrl(
            environment.getOrDefault("HAPPYHORSE_BASE_URL", FeignTaskQueryBuilder.DEFAULT_BASE_URL))
        .build();
  }
}
