package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.AcceleratedTime;
import io.happyhorse.testkit.FakeHappyHorse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the page for tasks of a fake gateway in this process. */
@Command(
    name = "demo",
    description =
        "Shows tasks in all states, of a fake gateway in this process, until it is stopped.")
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class DemoCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofHours(3);

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "40",
      description = "The number of tasks (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description = "The maximum number of requests per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--accelerate",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many times faster the time runs (default: ${DEFAULT-VALUE}).")
  private int accelerate;

  @Mixin
  private VideoOptions videoOptions;

  @Mixin
  private ServerOptions serverOptions;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServerSettings server = Dashboard.checked(spec, serverOptions::settings);
    AcceleratedTime time = Dashboard.checked(spec, () -> AcceleratedTime.times(accelerate));
    try (FakeHappyHorse fake = FakeHappyHorse.start(time);
        DemoStorage storage = DemoStorage.start()) {
      DemoTasks demo = new DemoTasks(fake, storage);
      FeignTaskQuery gateway = query(fake);
      WatchSettings settings = Dashboard.checked(
          spec,
          () -> WatchSettings.defaults()
              .withTime(time, accelerate)
              .withTimeout(TIMEOUT)
              .withRatePerSecond(rate)
              .withCompletionTimes(demo.earlierTimes(time.instant()), null));
      VideoFolder videos = Dashboard.checked(spec, () -> videoOptions.open(gateway, time));
      SecretFilter secrets = new SecretFilter(List.of(fake.apiKey()));
      try (WatchedTasks tasks =
              Dashboard.checked(spec, () -> new WatchedTasks(gateway, settings, videos));
          DashboardServer page =
              Dashboard.checked(spec, () -> DashboardServer.start(tasks, server, secrets))) {
        List<TaskId> ids = demo.accept(count);
        tasks.watch(ids);
        announce(page);
        new CountDownLatch(1).await(); // until the process is stopped
      }
    }
    return 0;
  }

  private static FeignTaskQuery query(FakeHappyHorse fake) {
    return FeignTaskQuery.builder(fake.apiKey())
        .baseUrl(fake.baseUri().toString())
        .time(fake.time())
        .keepRawJson()
        .build();
  }

  private void announce(DashboardServer page) {
    spec.commandLine()
        .getOut()
        .println("The page is at " + page.address() + " (" + count
            + " tasks of a fake gateway, time runs " + accelerate
            + " times faster; stop it with Ctrl+C)");
  }
}
