package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
      "Waits until one or thousands of tasks finish, and downloads their videos on request.",
      "The ids of unfinished tasks are written to a file. The wait can be resumed with that file."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class WatchCommand implements Callable<Integer>, GatewayOptions.User {
  /** The options that the command that resumes takes over. */
  private static final List<String> RESUMED = List.of(
      "--timeout",
      "--interval",
      "--learned",
      "--kind",
      "--give-up-after",
      "--max-in-flight",
      "--rate",
      "--download",
      "--unfinished",
      VideoOptions.ALLOW_PRIVATE,
      "--json");

  @ParentCommand
  private HappyHorseCli parent;

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

  private OutboxIds submitted = OutboxIds.NONE;

  @Mixin
  private WaitSettings settings;

  @Option(
      names = "--download",
      paramLabel = "DIR",
      description = "Download the videos into this folder, as ID.mp4; it is created if missing.")
  private @Nullable Path download;

  @Option(
      names = "--unfinished",
      paramLabel = "FILE",
      defaultValue = ResumeFile.DEFAULT,
      description =
          "Where to write the ids of unfinished tasks; an existing file is never replaced (default: ${DEFAULT-VALUE}).")
  private Path unfinished;

  @Option(
      names = "--json",
      description = "Print one JSON object per observation and per result, one per line.")
  private boolean json;

  @Mixin
  private VideoOptions videoOptions;

  private final GatewayOptions options = new GatewayOptions();

  @Override
  public GatewayOptions gatewayOptions() {
    return options;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (outbox != null && !readOutbox(outbox)) {
      return submitted.exitCode();
    }
    FeignTaskQuery tasks = HappyHorseCli.checked(spec, () -> options.gateway(parent));
    List<TaskId> wanted = HappyHorseCli.checked(
        spec, () -> TaskIds.of(submitted.with(ids), idsFile, parent.inputs()));
    LearnedTimes learned = HappyHorseCli.checked(spec, () -> LearnedTimes.in(settings.learned()));
    HappyHorseCli.checked(spec, this::foldersAreThere);
    TaskWatcherBuilder builder =
        HappyHorseCli.checked(spec, () -> settings.watcher(tasks, parent.time(), learned));
    WaitOptions wait = HappyHorseCli.checked(spec, settings::each);
    WatchView view = view(wanted, learned);
    IOException noFolder = createFolder();
    if (noFolder != null) {
      return conclude(withoutWaiting(wanted, noFolder, view), view, learned);
    }
    TaskWatcher watcher =
        builder.onEvent(new ErrorReporter(view, parent.time())).build();
    Watch watch = new Watch(watcher, view, parent.time(), saving(tasks));
    StopSignal signal = StopSignal.calling(watch::stop);
    try (signal;
        watcher;
        view) {
      return conclude(watch.run(wanted, wait), view, learned);
    }
  }

  /** Reads and reports an outbox, which needs no API key, and returns whether there is a task to wait for. */
  private boolean readOutbox(Path file) {
    OutboxIds recorded = HappyHorseCli.checked(spec, () -> OutboxIds.of(file));
    URI gateway = HappyHorseCli.checked(spec, () -> options.origin(parent));
    PrintWriter err = spec.commandLine().getErr();
    submitted = recorded.at(gateway);
    submitted.report(err);
    boolean hasTasks = idsFile != null || !submitted.with(ids).isEmpty();
    if (!hasTasks) {
      err.println("The outbox '" + file + "' contains no task id of " + gateway + ".");
    }
    return hasTasks;
  }

  /** Verifies before the wait that the folders of the output files exist. */
  private boolean foldersAreThere() {
    Path learned = settings.learned();
    for (Path file : learned == null ? List.of(unfinished) : List.of(unfinished, learned)) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new IllegalArgumentException(
            "'" + file + "' cannot be written: there is no such folder.");
      }
    }
    return true;
  }

  private @Nullable IOException createFolder() {
    if (download == null) {
      return null;
    }
    try {
      Files.createDirectories(download);
      return null;
    } catch (IOException unusable) {
      return new IOException(
          "'" + download + "' cannot be created or used as a folder for videos.", unusable);
    }
  }

  private static List<TaskResult> withoutWaiting(
      List<TaskId> ids, IOException why, WatchView view) {
    List<TaskResult> ends = ids.stream()
        .map(id -> new TaskResult(id, null, null, 0, Duration.ZERO, why, null))
        .toList();
    ends.forEach(view::ended);
    return ends;
  }

  private Watch.@Nullable Saving saving(FeignTaskQuery tasks) {
    return download == null
        ? null
        : new Watch.Saving(videoOptions.downloader(tasks, parent.time()).build(), download);
  }

  private WatchView view(List<TaskId> wanted, LearnedTimes learned) {
    return json
        ? new JsonView(
            spec.commandLine().getOut(), spec.commandLine().getErr(), options.revealsUrl())
        : WatchView.forPeople(
            spec,
            parent,
            parent.time(),
            wanted,
            (task, since) -> learned.eta(task, settings.kind(), since));
  }

  private int conclude(List<TaskResult> results, WatchView view, LearnedTimes learned) {
    view.close();
    results.forEach(result -> {
      if (result.error() != null) {
        parent.debug(spec, result.error());
      }
    });
    PrintWriter err = spec.commandLine().getErr();
    WatchSummary summary = new WatchSummary(
        json ? err : spec.commandLine().getOut(),
        err,
        unfinished,
        new ResumeCommand(spec, RESUMED, options),
        options.revealsUrl() && !json);
    return ExitCode.gravest(List.of(summary.print(results, learned), submitted.exitCode()));
  }
}
