package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Waits for the tasks that were just submitted. */
final class SubmitWait {
  /** The options that the command for resuming repeats if they were given. */
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
   * Waits, prints the results and returns the exit code. If a signal has arrived already, prints how to resume instead of waiting.
   *
   * @param submission handles signals during the submission; closed as soon as this object handles them
   */
  int run(List<TaskId> ids, StopSignal submission) throws InterruptedException {
    List<TaskId> distinct = ids.stream().distinct().toList();
    try (TaskWatcher watcher = TaskWatcher.builder(gateway).time(program.time()).build();
        WatchView view = view(distinct)) {
      Watch watch = new Watch(
          watcher,
          view,
          program.time(),
          options.videos.destination(gateway, program.time(), options.download));
      StopSignal signal = StopSignal.calling(program.hooks(), watch::stop);
      try (signal) { // closed after the results are printed, so that a signal does not cut them off
        if (submission.isStopping() || signal.isStopping()) {
          return printResume(distinct, ExitCode.NOT_FINISHED);
        }
        submission.close();
        List<TaskResult> results =
            watch.run(distinct, WaitOptions.within(options.timeout).freshlySubmitted());
        return conclude(results, view);
      }
    }
  }

  private WatchView view(List<TaskId> ids) {
    return options.json
        ? new JsonView(
            spec.commandLine().getOut(), spec.commandLine().getErr(), options.gateway.revealsUrl())
        : WatchView.forPeople(spec, program, program.time(), ids, (task, since) -> null);
  }

  private int conclude(List<TaskResult> results, WatchView view) {
    view.close();
    ResultTable.print(results, options.gateway.revealsUrl() && !options.json, forPeople());
    List<TaskId> unfinished =
        results.stream().filter(TaskResult::isWorthResuming).map(TaskResult::id).toList();
    return printResume(
        unfinished,
        ExitCode.mostSevere(results.stream().map(TaskResult::exitCode).toList()));
  }

  private PrintWriter forPeople() {
    return options.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }

  /** Prints the command that waits for unfinished tasks, if there are any, and returns the exit code. */
  private int printResume(List<TaskId> unfinished, int exitCode) {
    PrintWriter out = forPeople();
    if (!unfinished.isEmpty()) {
      out.println("To resume:");
      out.println("  " + new ResumeCommand(spec, RESUMED, options.gateway).withIds(unfinished));
    }
    out.flush();
    return exitCode;
  }
}
