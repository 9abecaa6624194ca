package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Waits until tasks finish. */
@Command(
    name = "watch",
    description = {
      "Waits until tasks finish, one or thousands, and downloads their videos on request.",
      "The ids of unfinished tasks are written to a file. The wait can be resumed with that file."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class WatchCommand implements Callable<Integer>, UsesGateway {
  @ParentCommand
  private HappyHorseCli program;

  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Task ids, as returned by 'submit' or the gateway.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--ids-file",
      paramLabel = "FILE",
      description = "File with more ids, one per line; - for the standard input.")
  private @Nullable Path idsFile;

  @Option(
      names = "--outbox",
      paramLabel = "FILE",
      description = {
        "Also wait for the tasks that 'submit' has recorded in this file.",
        "Submissions with an unknown outcome are reported, never repeated."
      })
  private @Nullable Path outbox;

  @Mixin
  private WatchOptions options;

  @Override
  public GatewayOptions gatewayOptions() {
    return options.gateway;
  }

  @Override
  public Integer call() throws InterruptedException {
    OutboxIds recorded = outbox == null ? OutboxIds.NONE : read(outbox);
    List<String> given = recorded.with(ids);
    if (outbox != null && idsFile == null && given.isEmpty()) {
      return recorded.exitCode();
    }
    FeignTaskQuery gateway = HappyHorseCli.checked(spec, () -> options.gateway.gateway(program));
    List<TaskId> wanted =
        HappyHorseCli.checked(spec, () -> TaskIds.of(given, idsFile, program.inputs()));
    int exitCode = new WatchRun(program, spec, options, gateway).run(wanted);
    return ExitCode.mostSevere(List.of(exitCode, recorded.exitCode()));
  }

  /** Reads an outbox, which needs no API key, and reports what it contains besides tasks of this gateway. */
  private OutboxIds read(Path file) {
    OutboxIds all = HappyHorseCli.checked(spec, () -> OutboxIds.of(file));
    URI gateway = HappyHorseCli.checked(spec, () -> options.gateway.origin(program));
    OutboxIds recorded = all.at(gateway);
    PrintWriter err = spec.commandLine().getErr();
    recorded.report(err);
    if (idsFile == null && recorded.with(ids).isEmpty()) {
      err.println("The outbox '" + file + "' contains no task id of " + gateway + ".");
    }
    return recorded;
  }
}
