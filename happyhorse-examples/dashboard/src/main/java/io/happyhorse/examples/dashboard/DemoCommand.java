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

/** Serves a page over a fake gateway in this process. */
@Command(
    name = "demo",
    description = "Shows tasks of all kinds on a fake gateway, until it is stopped.")
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class DemoCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofHours(3);

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "40",
      description = "How many tasks there are (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description = "Maximum number of queries per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--accelerate",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many times faster time runs (default: ${DEFAULT-VALUE}).")
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
              .on(time, accelerate)
              .within(TIMEOUT)
              .atMost(rate)
              .knowing(demo.earlierTimes(time.instant()), null));
      VideoShelf shelf = Dashboard.checked(spec, () -> videoOptions.shelf(gateway, time));
      OutgoingText outgoing = new OutgoingText(List.of(fake.apiKey()));
      try (WatchedTasks tasks = new WatchedTasks(gateway, settings, shelf);
          DashboardServer page =
              Dashboard.checked(spec, () -> DashboardServer.start(tasks, server, outgoing))) {
        List<TaskId> ids = demo.accept(count);
        tasks.watch(ids);
        announce(page);
        new CountDownLatch(1).await(); // until a signal ends the process
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
            + " tasks on a fake gateway, time runs " + accelerate
            + " times faster; stop with Ctrl+C)");
  }
}
