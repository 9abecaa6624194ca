package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.AcceleratedTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A gateway to try things on. */
@Command(
    name = "fake",
    description = {
      "Runs a fake gateway on this machine, until it is stopped.",
      "It takes any task id and lets it succeed after two minutes, or plays a script."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class FakeCommand implements Callable<Integer> {
  /** What becomes of any task if there is no script. */
  private static final TaskScript STANDARD_STORY = TaskScript.succeeding()
      .notStartedFor(Duration.ofSeconds(5))
      .queuedFor(Duration.ofSeconds(20))
      .runningFor(Duration.ofSeconds(90));

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8089",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--accelerate",
      paramLabel = "N",
      defaultValue = "60",
      description = "How many times faster time runs (default: ${DEFAULT-VALUE}).")
  private int accelerate;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = {
        "What becomes of which task, as JSON:",
        "[{\"task_id\":\"asyntask_A\",\"steps\":[{\"status\":\"QUEUED\",\"for\":\"20s\",\"progress\":\"20%%\"}],",
        "  \"end\":\"FAILURE\",\"fail_reason\":\"task failed\"}]"
      })
  private @Nullable Path script;

  @Mixin
  private GatewayOptions options;

  @Override
  public Integer call() throws InterruptedException {
    AcceleratedTime time = Happyhorse.checked(spec, () -> AcceleratedTime.times(accelerate));
    Map<TaskId, TaskScript> scripts = Happyhorse.checked(spec, this::scripts);
    try (FakeHappyHorse gateway = Happyhorse.checked(spec, () -> started(time))) {
      scripts.forEach(gateway::accept);
      if (script == null) {
        gateway.acceptAnyId(STANDARD_STORY);
      }
      introduce(
          gateway,
          scripts.isEmpty() ? "asyntask_A" : scripts.keySet().iterator().next().value());
      new CountDownLatch(1).await(); // until the process is stopped
    }
    return ExitCode.DONE;
  }

  private FakeHappyHorse started(AcceleratedTime time) {
    try {
      return FakeHappyHorse.start(time, port);
    } catch (IllegalStateException taken) {
      throw new IllegalArgumentException(taken.getMessage(), taken);
    }
  }

  private Map<TaskId, TaskScript> scripts() {
    if (script == null) {
      return Map.of();
    }
    try {
      return FakeScript.read(Files.readString(script));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The script '" + script + "' cannot be read: check --script.", unreadable);
    } catch (IllegalArgumentException senseless) {
      throw new IllegalArgumentException(
          "The script '" + script + "' cannot be played: " + senseless.getMessage(), senseless);
    }
  }

  private void introduce(FakeHappyHorse gateway, String id) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("A fake gateway listens at " + gateway.baseUri() + "; time runs " + accelerate
        + " times faster. Ctrl-C stops it.");
    out.println();
    out.println("  export " + GatewayOptions.BASE_URL + "=" + gateway.baseUri());
    out.println("  export " + GatewayOptions.KEY + "=" + gateway.apiKey());
    out.println("  curl -H \"Authorization: Bearer $" + GatewayOptions.KEY + "\" "
        + gateway.baseUri() + "/v1/video/generations/" + id);
    out.println("  happyhorse watch " + id);
    out.flush();
  }
}
