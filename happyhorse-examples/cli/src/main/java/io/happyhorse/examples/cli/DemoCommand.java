package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.Wait;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.AcceleratedTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the library at work on a fake gateway in this process: one task that succeeds, one that fails. */
@Command(
    name = "demo",
    description = "Shows two tasks from start to end on a fake gateway, with the time accelerated.",
    mixinStandardHelpOptions = true)
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class DemoCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--accelerate",
      paramLabel = "N",
      defaultValue = "15",
      description = "How many seconds pass in one (default: ${DEFAULT-VALUE}).")
  private int accelerate;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to save the video (default: this folder).")
  private Path dir;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    VideoFile.checkFolder(dir, spec);
    AcceleratedTime time = Happyhorse.checked(spec, () -> AcceleratedTime.times(accelerate));
    try (FakeHappyHorse gateway = FakeHappyHorse.start(time)) {
      out.println("A fake gateway listens at " + gateway.baseUri() + "; time runs " + accelerate
          + " times faster.");
      succeed(gateway, out);
      fail(gateway, out);
    }
    return ExitCode.DONE;
  }

  private void succeed(FakeHappyHorse gateway, PrintWriter out)
      throws IOException, InterruptedException {
    out.println();
    out.println("A video of two minutes:");
    VideoTask done = watch(
        gateway,
        out,
        TaskScript.succeeding().notStartedForQueries(1).queuedForQueries(2).runningForQueries(5));
    Path file = dir.resolve("demo.mp4").toAbsolutePath().normalize();
    long bytes = VideoFile.save(done.requireLink(), file);
    out.println("Saved " + file + " (" + bytes + " bytes).");
  }

  private static void fail(FakeHappyHorse gateway, PrintWriter out) {
    out.println();
    out.println("One that fails:");
    VideoTask done = watch(
        gateway,
        out,
        TaskScript.failing("InvalidParameter", "Field required: input.prompt").queuedForQueries(2));
    TaskFailure failure = done.failure();
    if (failure != null) {
      out.println("Failed: " + TaskText.failureOf(failure) + ".");
    }
  }

  private static VideoTask watch(FakeHappyHorse gateway, PrintWriter out, TaskScript script) {
    FeignTaskQuery tasks = FeignTaskQuery.builder()
        .baseUrl(gateway.baseUri().toString())
        .apiKey(gateway.apiKey())
        .time(gateway.time())
        .build();
    TaskId id = gateway.accept(script);
    try (TaskWatcher watcher = TaskWatcher.of(tasks, gateway.time());
        ProgressView view = ProgressView.of(out, gateway.time())) {
      return watcher.watch(id, Wait.within(TIMEOUT).tell(view)).join();
    }
  }
}
