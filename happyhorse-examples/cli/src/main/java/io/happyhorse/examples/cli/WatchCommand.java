package io.happyhorse.examples.cli;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
  private static final double SHARE = 0.8;

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

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "30m",
      description = "How long to wait for each task (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @ArgGroup
  private @Nullable Schedule schedule;

  /** The two alternatives for the times of queries. */
  static final class Schedule {
    @Option(
        names = "--interval",
        paramLabel = "TIME",
        converter = Durations.class,
        description = "Query each task at this interval (default: 15s, longer after 5 minutes).")
    private @Nullable Duration interval;

    @Option(
        names = "--learned",
        paramLabel = "FILE",
        description =
            "Query when tasks are likely to finish, as learned from earlier tasks; the times are stored in this file.")
    private @Nullable Path learned;
  }

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "The kind of the tasks, which determines how long they take, such as 1080P/15s; for --learned.")
  private @Nullable String kind;

  @Option(
      names = "--give-up-after",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "5m",
      description =
          "Give up on a task after this time and 10 queries without a usable response (default: ${DEFAULT-VALUE}).")
  private Duration giveUpAfter;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "8",
      description = "Maximum number of concurrent queries (default: ${DEFAULT-VALUE}).")
  private int maxInFlight;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "Maximum number of queries per second (default: ${DEFAULT-VALUE}).")
  private double rate;

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
    OutboxIds recorded = HappyHorseCli.checked(spec, () -> OutboxIds.of(outbox));
    FeignTaskQuery tasks = HappyHorseCli.checked(spec, () -> options.gateway(parent));
    submitted = recorded.at(tasks.origin());
    submitted.report(spec.commandLine().getErr());
    if (outbox != null && idsFile == null && submitted.with(ids).isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("The outbox '" + outbox + "' contains no task id of " + tasks.origin() + ".");
      return submitted.exitCode();
    }
    List<TaskId> wanted = HappyHorseCli.checked(
        spec, () -> TaskIds.of(submitted.with(ids), idsFile, parent.inputs()));
    CompletionTimes times = HappyHorseCli.checked(spec, this::learnedTimes);
    HappyHorseCli.checked(spec, this::foldersAreThere);
    TaskWatcherBuilder settings = HappyHorseCli.checked(spec, () -> settings(tasks, times));
    WaitOptions wait = HappyHorseCli.checked(spec, this::waitForEach);
    WatchView view = view(wanted, times);
    IOException noFolder = createFolder();
    if (noFolder != null) {
      return conclude(withoutWaiting(wanted, noFolder, view), view, times);
    }
    TaskWatcher watcher = settings.onEvent(new Troubles(view, parent.time())).build();
    Watch watch = new Watch(watcher, view, parent.time(), keeping(tasks));
    StopSignal signal = StopSignal.calling(watch::stop);
    try (signal;
        watcher;
        view) {
      return conclude(watch.run(wanted, wait), view, times);
    }
  }

  private CompletionTimes learnedTimes() {
    CompletionTimes times = new CompletionTimes();
    Path file = schedule == null ? null : schedule.learned;
    if (file == null || !Files.exists(file)) {
      return times;
    }
    try {
      return times.load(Files.readString(file));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "The file '" + file + "' cannot be read as learned times: " + unreadable.getMessage(),
          unreadable);
    }
  }

  /** Verifies before the wait that the folders of the output files exist. */
  private boolean foldersAreThere() {
    Path learned = schedule == null ? null : schedule.learned;
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

  private TaskWatcherBuilder settings(FeignTaskQuery tasks, CompletionTimes times) {
    return TaskWatcher.builder(tasks)
        .time(parent.time())
        .schedule(schedule(times))
        .giveUpAfter(giveUpAfter)
        .maxInFlight(maxInFlight)
        .ratePerSecond(rate);
  }

  private WaitOptions waitForEach() {
    WaitOptions wait = WaitOptions.within(timeout);
    return kind == null ? wait : wait.kind(kind);
  }

  private PollSchedule schedule(CompletionTimes times) {
    if (schedule == null) {
      return PollSchedule.defaults();
    }
    return schedule.interval == null
        ? PollSchedule.learned(times)
        : PollSchedule.fixed(schedule.interval);
  }

  private Watch.@Nullable Keeping keeping(FeignTaskQuery tasks) {
    return download == null
        ? null
        : new Watch.Keeping(videoOptions.downloader(tasks, parent.time()).build(), download);
  }

  private WatchView view(List<TaskId> wanted, CompletionTimes times) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      return new JsonView(out, spec.commandLine().getErr(), options.revealsUrl());
    }
    return Terminal.isThere()
        ? new LiveView(
            out,
            parent.time(),
            wanted,
            Terminal.size(),
            Terminal.hasColours(parent.environment()),
            (task, since) -> eta(times, task, since))
        : new PlainView(out, spec.commandLine().getErr());
  }

  private @Nullable Duration eta(CompletionTimes times, VideoTask task, Duration since) {
    return schedule == null || schedule.learned == null
        ? null
        : times.eta(task, kind, since, SHARE);
  }

  private int conclude(List<TaskResult> ends, WatchView view, CompletionTimes times) {
    view.close();
    PrintWriter forPeople =
        json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    ends.forEach(end -> {
      if (end.error() != null) {
        parent.debug(spec, end.error());
      }
    });
    EndTable.print(ends, options.revealsUrl() && !json, forPeople);
    List<Integer> codes =
        new ArrayList<>(ends.stream().map(TaskResult::exitCode).toList());
    codes.add(noteUnfinished(
        ends.stream().filter(TaskResult::isWorthResuming).map(TaskResult::id).toList(), forPeople));
    codes.add(noteLearned(times));
    codes.add(submitted.exitCode());
    forPeople.flush();
    return ExitCode.gravest(codes);
  }

  private int noteUnfinished(List<TaskId> open, PrintWriter forPeople) {
    if (open.isEmpty()) {
      return ExitCode.DONE;
    }
    try {
      Path written = ResumeFile.write(open, unfinished);
      forPeople.println(
          open.size() + " not finished; their ids are in " + written + ". To resume:");
      forPeople.println("  " + ResumeFile.command(written, asGiven()));
      return ExitCode.DONE;
    } catch (IOException unwritable) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("'" + unfinished + "' cannot be written. These tasks have not finished:");
      open.forEach(err::println);
      return ExitCode.THIS_MACHINE;
    }
  }

  private int noteLearned(CompletionTimes times) {
    Path file = schedule == null ? null : schedule.learned;
    try {
      if (file != null) {
        keep(times.save(), file);
      }
      return ExitCode.DONE;
    } catch (IOException unwritable) {
      spec.commandLine()
          .getErr()
          .println("'" + file + "' cannot be written; the learned times are lost.");
      return ExitCode.THIS_MACHINE;
    }
  }

  private static void keep(String learned, Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, learned);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns the given settings, for the command that resumes. */
  private List<String> asGiven() {
    List<String> given = new ArrayList<>();
    for (String name : List.of(
        "--timeout",
        "--interval",
        "--learned",
        "--kind",
        "--give-up-after",
        "--max-in-flight",
        "--rate",
        "--download",
        "--unfinished")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        given.add(name);
        given.addAll(
            spec.commandLine().getParseResult().matchedOption(name).originalStringValues());
      }
    }
    for (String flag : List.of(VideoOptions.ALLOW_PRIVATE, "--json")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(flag)) {
        given.add(flag);
      }
    }
    given.addAll(options.asGiven());
    return given;
  }
}
