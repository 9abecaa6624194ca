package io.happyhorse.examples.cli;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.submit.TaskSubmitter;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.AcceleratedTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Demonstrates the library on a fake gateway in this process, with a task that succeeds and one that fails. */
@Command(
    name = "demo",
    description = "Shows two tasks from start to end on a fake gateway, in accelerated time.")
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class DemoCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final int WARM_UP_QUERIES = 3;

  /** The states last a number of queries, so that each state is observed at any acceleration. */
  private static final TaskScript SUCCEEDING = TaskScript.succeeding()
      .notStarted(Stay.queries(1))
      .queued(Stay.queries(2))
      .running(Stay.queries(5));

  private static final TaskScript FAILING = TaskScript.failing(
          "InvalidParameter", "Field required: input.prompt")
      .queued(Stay.queries(2));

  @ParentCommand
  private HappyHorseCli parent;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--accelerate",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "The factor by which the demo runs faster than real time (default: ${DEFAULT-VALUE}).")
  private int accelerate;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to save the video (default: this folder).")
  private Path dir;

  @Option(names = "--reveal-url", description = GatewayOptions.REVEAL_URL)
  private boolean revealsUrl;

  @Mixin
  private DebugOption debug;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    HappyHorseCli.check(spec, () -> VideoFolder.require(dir, "--dir"));
    AcceleratedTime time = HappyHorseCli.checked(spec, () -> AcceleratedTime.times(accelerate));
    try (FakeHappyHorse gateway = FakeHappyHorse.start(time)) {
      out.println("A fake gateway listens at " + gateway.baseUri() + ".");
      FeignTaskQuery tasks = tasks(gateway);
      warmUp(gateway, tasks);
      out.println(
          "Two tasks: one takes about two minutes, the other fails. Times are since the watch began; time runs "
              + accelerate + " times faster.");
      List<TaskId> ids = List.of(
          submit(gateway, tasks, SUCCEEDING, "A cat on the moon", out),
          submit(gateway, tasks, FAILING, "A dog under water", out));
      List<TaskResult> results = watch(gateway, tasks, ids);
      ResultTable.print(results, revealsUrl, out);
      return exitCode(results);
    }
  }

  /** Returns the exit code, for which a failed task is a success: one of the two fails on purpose. */
  static int exitCode(List<TaskResult> results) {
    int code = ExitCode.mostSevere(results.stream().map(TaskResult::exitCode).toList());
    return code == ExitCode.TASK_FAILED ? ExitCode.SUCCESS : code;
  }

  private static FeignTaskQuery tasks(FakeHappyHorse gateway) {
    return FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .time(gateway.time())
        .build();
  }

  /** Loads the classes of a query in advance: loading them takes real time, which the acceleration multiplies. */
  private static void warmUp(FakeHappyHorse gateway, FeignTaskQuery tasks) {
    TaskId other = gateway.accept(SUCCEEDING);
    for (int query = 0; query < WARM_UP_QUERIES; query++) {
      VideoTask unused = tasks.query(other);
    }
  }

  /** Submits a task that follows a script. */
  private static TaskId submit(
      FakeHappyHorse gateway,
      FeignTaskQuery tasks,
      TaskScript script,
      String prompt,
      PrintWriter out) {
    gateway.onSubmission(script);
    SubmittedTask task = TaskSubmitter.builder(tasks.submitPort())
        .time(gateway.time())
        .build()
        .submit(VideoRequest.textToVideo(prompt));
    out.println("Submitted \"" + prompt + "\": " + task.id());
    return task.id();
  }

  private List<TaskResult> watch(FakeHappyHorse gateway, FeignTaskQuery tasks, List<TaskId> ids)
      throws InterruptedException {
    VideoDownloader videos =
        VideoDownloader.builder(tasks).replaceExisting().time(gateway.time()).build();
    try (TaskWatcher watcher = TaskWatcher.of(tasks, gateway.time());
        WatchView view =
            WatchView.forPeople(spec, parent, gateway.time(), ids, (task, since) -> null)) {
      return new Watch(watcher, view, gateway.time(), new Watch.Destination(videos, dir))
          .run(ids, WaitOptions.within(TIMEOUT));
    }
  }
}
