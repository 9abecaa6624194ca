package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.AcceleratedTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.io.PrintWriter;
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
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a fake gateway. */
@Command(
    name = "fake",
    description = {
      "Runs a fake gateway on this machine until it is stopped.",
      "Without a script, submitted tasks succeed after two minutes. Any other task id succeeds two minutes after its first query."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class FakeCommand implements Callable<Integer> {
  /** The states of all tasks if no script is given. */
  private static final TaskScript DEFAULT_SCRIPT = TaskScript.succeeding()
      .notStarted(Duration.ofSeconds(5))
      .queued(Duration.ofSeconds(20))
      .running(Duration.ofSeconds(90));

  /**
   * The suggested interval of the polls, in the gateway's time. It is short enough for each state of the default script to be observed:
   * the first state, which is shorter, by the first poll.
   */
  private static final Duration INTERVAL = Duration.ofSeconds(6);

  private static final int SECOND_MILLIS = 1_000;
  private static final int SHORTEST_INTERVAL_MILLIS = 20;

  @ParentCommand
  private HappyHorseCli parent;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8089",
      description = "The port to listen on, 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--accelerate",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The factor by which the gateway runs faster than real time (default: ${DEFAULT-VALUE}).")
  private int accelerate;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The API key to accept (default: a random one). Do not use a real one.")
  private @Nullable String key;

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = {
        "The tasks and their states, as JSON; - for the standard input:",
        "[{\"task_id\":\"asyntask_A\",\"steps\":[",
        "  {\"status\":\"QUEUED\",\"for\":\"20s\",\"progress\":\"20%%\"}],",
        "  \"end\":\"FAILURE\",\"fail_reason\":\"task failed\"}]"
      })
  private @Nullable Path script;

  @Mixin
  private DebugOption debug;

  @Override
  public Integer call() {
    AcceleratedTime time = HappyHorseCli.checked(spec, () -> AcceleratedTime.times(accelerate));
    Map<TaskId, TaskScript> scripts = HappyHorseCli.checked(spec, this::scripts);
    try (FakeHappyHorse gateway = HappyHorseCli.checked(spec, () -> started(time))) {
      scripts.forEach(gateway::accept);
      if (script == null) {
        gateway.acceptAnyId(DEFAULT_SCRIPT);
      }
      printInstructions(
          gateway,
          scripts.isEmpty() ? "asyntask_A" : scripts.keySet().iterator().next().value());
      new CountDownLatch(1).await(); // until the process is stopped
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.SUCCESS;
  }

  private FakeHappyHorse started(AcceleratedTime time) {
    try {
      return key == null
          ? FakeHappyHorse.start(time, port)
          : FakeHappyHorse.start(time, port, key.strip());
    } catch (IllegalStateException portInUse) {
      throw new IllegalArgumentException(
          "Port " + port + " cannot be used: choose another with --port.", portInUse);
    }
  }

  private Map<TaskId, TaskScript> scripts() {
    if (script == null) {
      return Map.of();
    }
    String text = parent.inputs().read(script, "The script", "--script");
    return FakeScript.read(text, InputFiles.name(script));
  }

  private void printInstructions(FakeHappyHorse gateway, String id) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("A fake gateway listens at " + gateway.baseUri() + ", "
        + (accelerate == 1 ? "in real time" : accelerate + " times as fast as real time")
        + ". Ctrl-C stops it. In another shell:");
    out.println();
    out.println("  export " + GatewayOptions.BASE_URL + "=" + gateway.baseUri());
    out.println("  export " + GatewayOptions.KEY + "=" + ResumeCommand.quoted(gateway.apiKey()));
    out.println("  happyhorse check");
    out.println("  happyhorse submit t2v --prompt \"A cat on the moon\" --wait");
    out.println("  happyhorse watch " + id + " --interval " + interval(accelerate));
    out.println("  curl -H \"Authorization: Bearer $" + GatewayOptions.KEY + "\" "
        + gateway.baseUri() + "/v1/video/generations/" + id);
    out.flush();
  }

  /** Returns the suggested interval in real time, at most 1 s. */
  static String interval(int accelerate) {
    long millis = Math.max(SHORTEST_INTERVAL_MILLIS, INTERVAL.toMillis() / accelerate);
    return millis >= SECOND_MILLIS ? "1s" : millis + "ms";
  }
}
