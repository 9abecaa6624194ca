package io.happyhorse.examples.dashboard;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.examples.cluster.ClusterDatabase;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Serves the page for tasks of a gateway, or of a cluster. */
@Command(
    name = "watch",
    description =
        "Waits for tasks and shows them on a page until it is stopped; or shows the tasks of a cluster.")
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class WatchCommand implements Callable<Integer> {
  @ParentCommand
  private Dashboard program;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Task ids.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--ids-file",
      paramLabel = "FILE",
      description = "A file with one task id per line; # starts a comment; - means standard input.")
  private @Nullable Path idsFile;

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description = "The timeout of each wait, in minutes (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--learned",
      paramLabel = "FILE",
      description =
          "A file with the durations of earlier tasks; read at the start, written at the end.")
  private @Nullable Path completionTimes;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "The kind of the tasks, which decides how long they take, such as 1080P/15s.")
  private @Nullable String kind;

  @Mixin
  private DatabaseOptions databaseOptions;

  @Mixin
  private GatewayOptions gatewayOptions;

  @Mixin
  private VideoOptions videoOptions;

  @Mixin
  private ServerOptions serverOptions;

  @Override
  public Integer call() throws InterruptedException {
    return databaseOptions.isGiven() ? showDatabase() : watch();
  }

  private int showDatabase() throws InterruptedException {
    Dashboard.checked(spec, this::checkNoIds);
    ServerSettings server = Dashboard.checked(spec, serverOptions::settings);
    SecretFilter secrets = new SecretFilter(List.of(
        databaseOptions.password(program), program.environment(GatewayOptions.API_KEY_VARIABLE)));
    ClusterDatabase database = Dashboard.checked(spec, () -> databaseOptions.open(program));
    try (StoredTasks tasks =
        new StoredTasks(database, videoOptions.folder(), StoredTasks.REFRESH_INTERVAL)) {
      return serve(tasks, server, secrets, () -> {});
    }
  }

  private boolean checkNoIds() {
    if (ids.isEmpty() && idsFile == null) {
      return true;
    }
    throw new IllegalArgumentException(
        "With --jdbc-url, the tasks of the database are shown: omit the task ids, and add tasks with \"cluster.jar add\".");
  }

  private int serve(
      TaskListSource tasks, ServerSettings server, SecretFilter secrets, Runnable started)
      throws InterruptedException {
    try (DashboardServer page =
        Dashboard.checked(spec, () -> DashboardServer.start(tasks, server, secrets))) {
      started.run();
      spec.commandLine().getOut().println("The page is at " + page.address());
      new CountDownLatch(1).await(); // until the process is stopped
    }
    return ExitCode.OK;
  }

  private int watch() throws InterruptedException {
    List<TaskId> taskIds = Dashboard.checked(spec, () -> TaskIds.of(ids, idsFile));
    ServerSettings server = Dashboard.checked(spec, serverOptions::settings);
    FeignTaskQuery gateway = Dashboard.checked(spec, () -> gatewayOptions.gateway(program));
    CompletionTimes times = Dashboard.checked(spec, this::loadCompletionTimes);
    WatchSettings settings = Dashboard.checked(
        spec,
        () -> WatchSettings.defaults()
            .withTimeout(Duration.ofMinutes(timeout))
            .withCompletionTimes(times, kind));
    VideoFolder videos = Dashboard.checked(spec, () -> videoOptions.open(gateway, settings.time()));
    SecretFilter secrets = new SecretFilter(List.of(gatewayOptions.apiKey(program)));
    try (WatchedTasks tasks =
        Dashboard.checked(spec, () -> new WatchedTasks(gateway, settings, videos))) {
      return serve(tasks, server, secrets, () -> {
        tasks.watch(taskIds);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> saveCompletionTimes(times)));
      });
    }
  }

  private CompletionTimes loadCompletionTimes() {
    CompletionTimes times = new CompletionTimes();
    if (completionTimes == null) {
      return times;
    }
    if (!Files.exists(completionTimes)) {
      checkFolder(completionTimes);
      return times;
    }
    try {
      return times.load(Files.readString(completionTimes));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "'" + completionTimes + "' cannot be read as completion times: check --learned.",
          unreadable);
    }
  }

  /** Checks before the waits start that the file can be created when they end. */
  private static void checkFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "'" + file
              + "' cannot be written, since its folder does not exist: create the folder, or choose another file with --learned.");
    }
  }

  private void saveCompletionTimes(CompletionTimes times) {
    if (completionTimes == null) {
      return;
    }
    try {
      Files.writeString(completionTimes, times.save());
    } catch (IOException unwritable) {
      spec.commandLine()
          .getErr()
          .println("'" + completionTimes + "' cannot be written: check --learned.");
    }
  }
}
