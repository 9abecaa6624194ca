package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Waits for the tasks that were just submitted. */
final class SubmitWait {
  private static final List<String> RESUMED = List.of("--download", VideoOptions.ALLOW_PRIVATE);

  private final HappyHorseCli program;
  private final CommandSpec spec;
  private final SubmitOptions options;
  private final FeignTaskQuery gateway;

  SubmitWait(
      HappyHorseCli program, CommandSpec spec, SubmitOptions options, FeignTaskQuery gateway) {
    this.program = program;
    this.spec = spec;
    this.options = options;
    this.gateway = gateway;
  }

  /**
   * Waits and returns the exit code. If a signal stops this process, even before the wait begins, prints how to resume.
   *
   * @param submission watches for a signal until this object does
   */
  int run(List<TaskId> ids, StopSignal submission) throws InterruptedException {
    List<TaskId> distinct = ids.stream().distinct().toList();
    try (TaskWatcher watcher = TaskWatcher.builder(gateway).time(program.time()).build();
        WatchView view = view(distinct)) {
      Watch watch = new Watch(watcher, view, program.time(), saving());
      StopSignal signal = StopSignal.calling(watch::stop);
      try (signal) { // a signal waits for the results, too
        if (submission.isStopping() || signal.isStopping()) {
          return resumed(distinct, ExitCode.NOT_FINISHED);
        }
        submission.close();
        List<TaskResult> results =
            watch.run(distinct, WaitOptions.within(options.timeout).freshlySubmitted());
        return conclude(results, view);
      }
    }
  }

  private Watch.@Nullable Saving saving() {
    return options.download == null
        ? null
        : new Watch.Saving(
            options.videos.downloader(gateway, program.time()).build(), options.download);
  }

  private WatchView view(List<TaskId> ids) {
    return options.json
        ? new JsonView(
            spec.commandLine().getOut(), spec.commandLine().getErr(), options.gateway.revealsUrl())
        : WatchView.forPeople(spec, program, program.time(), ids, (task, since) -> null);
  }

  private int conclude(List<TaskResult> results, WatchView view) {
    view.close();
    EndTable.print(results, options.gateway.revealsUrl() && !options.json, forPeople());
    List<TaskId> open =
        results.stream().filter(TaskResult::isWorthResuming).map(TaskResult::id).toList();
    return resumed(
        open, ExitCode.gravest(results.stream().map(TaskResult::exitCode).toList()));
  }

  private PrintWriter forPeople() {
    return options.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }

  /** Prints how to resume waiting for unfinished tasks. */
  private int resumed(List<TaskId> open, int exitCode) {
    PrintWriter out = forPeople();
    if (!open.isEmpty()) {
      out.println("To resume:");
      out.println("  " + new ResumeCommand(spec, RESUMED, options.gateway).withIds(open));
    }
    out.flush();
    return exitCode;
  }
}
