package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Waits for the tasks that were just submitted. */
final class SubmitWait {
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

  int run(List<TaskId> ids) throws InterruptedException {
    List<TaskId> distinct = ids.stream().distinct().toList();
    try (TaskWatcher watcher = TaskWatcher.builder(gateway).time(program.time()).build();
        WatchView view = view(distinct)) {
      Watch watch = new Watch(watcher, view, program.time(), keeping());
      StopSignal signal = StopSignal.calling(watch::stop);
      try (signal) { // a signal waits for the results, too
        List<TaskResult> results =
            watch.run(distinct, WaitOptions.within(options.timeout).freshlySubmitted());
        return conclude(results, view);
      }
    }
  }

  private Watch.@Nullable Keeping keeping() {
    return options.download == null
        ? null
        : new Watch.Keeping(
            options.videos.downloader(gateway, program.time()).build(), options.download);
  }

  private WatchView view(List<TaskId> ids) {
    return options.json
        ? new JsonView(
            spec.commandLine().getOut(), spec.commandLine().getErr(), options.gateway.revealsUrl())
        : WatchView.forPeople(spec, program, ids, (task, since) -> null);
  }

  private int conclude(List<TaskResult> results, WatchView view) {
    view.close();
    PrintWriter forPeople =
        options.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    EndTable.print(results, options.gateway.revealsUrl() && !options.json, forPeople);
    String open = results.stream()
        .filter(TaskResult::isWorthResuming)
        .map(result -> result.id().value())
        .collect(Collectors.joining(" "));
    if (!open.isEmpty()) {
      forPeople.println("To resume:");
      forPeople.println("  happyhorse watch " + open + asGiven());
    }
    forPeople.flush();
    return ExitCode.gravest(results.stream().map(TaskResult::exitCode).toList());
  }

  /** Returns the given settings, for the command that resumes. */
  private String asGiven() {
    List<String> given = new ArrayList<>();
    if (options.download != null) {
      given.addAll(List.of("--download", options.download.toString()));
    }
    if (options.videos.allowsPrivate()) {
      given.add(VideoOptions.ALLOW_PRIVATE);
    }
    given.addAll(options.gateway.asGiven());
    return given.stream().map(word -> " " + ResumeFile.quoted(word)).collect(Collectors.joining());
  }
}
