package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Waits for tasks with the options of {@code watch}, and reports their results. */
final class WatchRun {
  /** The options that the command for resuming repeats if they were given. */
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

  private final HappyHorseCli program;
  private final CommandSpec spec;
  private final WatchOptions options;
  private final FeignTaskQuery gateway;
  private final LearnedTimes learned;

  /** Creates a run. Throws a {@code ParameterException} if the file of the learned times cannot be read. */
  WatchRun(HappyHorseCli program, CommandSpec spec, WatchOptions options, FeignTaskQuery gateway) {
    this.program = program;
    this.spec = spec;
    this.options = options;
    this.gateway = gateway;
    this.learned = HappyHorseCli.checked(spec, () -> LearnedTimes.load(options.wait.learned()));
  }

  /** Waits, prints the results and returns the exit code. */
  int run(List<TaskId> ids) throws InterruptedException {
    HappyHorseCli.check(spec, this::requireFolders);
    TaskWatcherBuilder builder =
        HappyHorseCli.checked(spec, () -> options.wait.watcher(gateway, program.time(), learned));
    WaitOptions wait = HappyHorseCli.checked(spec, options.wait::options);
    WatchView view = view(ids);
    TaskWatcher watcher =
        builder.onEvent(new ErrorReporter(view, program.time())).build();
    Watch watch = new Watch(
        watcher,
        view,
        program.time(),
        options.videos.destination(gateway, program.time(), options.download));
    StopSignal signal = StopSignal.calling(program.hooks(), watch::stop);
    try (signal;
        watcher;
        view) {
      return conclude(watch.run(ids, wait), view);
    }
  }

  /** Verifies before the wait that the folders of the files to write exist, and creates that of the videos. */
  private void requireFolders() {
    requireFolderOf(options.unfinished, "--unfinished");
    if (learned.file() != null) {
      requireFolderOf(learned.file(), "--learned");
    }
    if (options.download != null) {
      VideoFolder.require(options.download, "--download");
    }
  }

  private static void requireFolderOf(Path file, String option) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UnusableFileException(
          "'" + file
              + "' cannot be written, since its folder does not exist: create the folder, or choose another file with "
              + option + ".",
          null);
    }
  }

  private WatchView view(List<TaskId> ids) {
    return options.json
        ? new JsonView(
            spec.commandLine().getOut(), spec.commandLine().getErr(), options.gateway.revealsUrl())
        : WatchView.forPeople(
            spec,
            program,
            program.time(),
            ids,
            (task, since) -> learned.eta(task, options.wait.kind(), since));
  }

  private int conclude(List<TaskResult> results, WatchView view) {
    view.close();
    results.stream()
        .flatMap(result -> Stream.ofNullable(result.error()))
        .forEach(error -> program.debug(spec, error));
    PrintWriter err = spec.commandLine().getErr();
    return new WatchSummary(
            options.json ? err : spec.commandLine().getOut(),
            err,
            options.unfinished,
            new ResumeCommand(spec, RESUMED, options.gateway),
            options.gateway.revealsUrl() && !options.json)
        .print(results, learned);
  }
}
