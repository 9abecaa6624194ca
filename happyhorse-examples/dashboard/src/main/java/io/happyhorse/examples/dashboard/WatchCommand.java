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

/** Serves a page over real tasks. */
@Command(
    name = "watch",
    description =
        "Waits for tasks and shows them on a page, until it is stopped; or shows those of a cluster's database.")
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class WatchCommand implements Callable<Integer> {
  @ParentCommand
  private Dashboard program;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of tasks.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--ids-file",
      paramLabel = "FILE",
      description = "A file with more ids, one per line.")
  private @Nullable Path idsFile;

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description = "How long to wait for each task, in minutes (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--learned",
      paramLabel = "FILE",
      description = "What is known of how long tasks take; read at the start, written at the end.")
  private @Nullable Path learned;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "What decides how long these tasks take, such as 1080P/15s; for --learned.")
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
    OutgoingText outgoing = new OutgoingText(
        List.of(databaseOptions.password(program), program.environment(GatewayOptions.KEY)));
    ClusterDatabase database = Dashboard.checked(spec, () -> databaseOptions.open(program));
    try (StoredTasks tasks = new StoredTasks(database, videoOptions.folder(), StoredTasks.FRESH)) {
      return serve(tasks, server, outgoing, () -> {});
    }
  }

  private boolean checkNoIds() {
    if (ids.isEmpty() && idsFile == null) {
      return true;
    }
    throw new IllegalArgumentException(
        "With --jdbc-url the tasks are those of the database: name no ids, or add them with \"cluster.jar add\".");
  }

  private int serve(
      TaskListSource tasks, ServerSettings server, OutgoingText outgoing, Runnable started)
      throws InterruptedException {
    try (DashboardServer page =
        Dashboard.checked(spec, () -> DashboardServer.start(tasks, server, outgoing))) {
      started.run();
      spec.commandLine().getOut().println("The page is at " + page.address());
      new CountDownLatch(1).await(); // until a signal ends the process
    }
    return ExitCode.OK;
  }

  private int watch() throws InterruptedException {
    List<TaskId> wanted = Dashboard.checked(spec, () -> TaskIds.of(ids, idsFile));
    ServerSettings server = Dashboard.checked(spec, serverOptions::settings);
    FeignTaskQuery gateway = Dashboard.checked(spec, () -> gatewayOptions.gateway(program));
    CompletionTimes times = Dashboard.checked(spec, this::learnedTimes);
    WatchSettings settings = Dashboard.checked(
        spec,
        () -> WatchSettings.defaults().within(Duration.ofMinutes(timeout)).knowing(times, kind));
    VideoShelf shelf = Dashboard.checked(spec, () -> videoOptions.shelf(gateway, settings.time()));
    OutgoingText outgoing = new OutgoingText(List.of(gatewayOptions.apiKey(program)));
    try (WatchedTasks tasks = new WatchedTasks(gateway, settings, shelf)) {
      return serve(tasks, server, outgoing, () -> {
        tasks.watch(wanted);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> saveLearned(times)));
      });
    }
  }

  private CompletionTimes learnedTimes() {
    CompletionTimes times = new CompletionTimes();
    if (learned == null || !Files.exists(learned)) {
      return times;
    }
    try {
      return times.load(Files.readString(learned));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("'" + learned + "' cannot be read.", unreadable);
    }
  }

  private void saveLearned(CompletionTimes times) {
    if (learned == null) {
      return;
    }
    try {
      Files.writeString(learned, times.save());
    } catch (IOException unwritable) {
      spec.commandLine().getErr().println("'" + learned + "' cannot be written.");
    }
  }
}
