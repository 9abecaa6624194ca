package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how late schedules notice the ends of tasks that were submitted together, over HTTP and in real time. */
@Command(
    name = "burst",
    description = {
      "Requests and lag of 200 tasks of 15 to 45 s that are submitted together.",
      "Runs over HTTP and in real time, with the default schedule and with the learned one with 1,000 samples. Takes about two minutes."
    },
    mixinStandardHelpOptions = true)
final class BurstBenchmark implements Runnable {
  private static final long SEED = 38;
  private static final int SAMPLES = 1_000;
  private static final Distribution SHORT = new Distribution(
      "uniform-15-45s",
      random -> new Distribution.Times(0, 15 + 30 * random.nextDouble()),
      null,
      false,
      true);

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public void run() {
    Workload workload = new Workload(SHORT, Workload.Arrival.BURST, 0, 20, SEED);
    Table table =
        new Table(System.out, json, "schedule", "over", "requests", "lag_mean_s", "lag_p95_s");
    row(table, "default", "simulation", workload.simulate(PollSchedule.defaults()));
    row(table, "learned", "simulation", workload.learned(SAMPLES));
    row(table, "default", PollSchedule.defaults());
    row(table, "learned", workload.trained(SAMPLES, SEED));
  }

  private static void row(Table table, String schedule, String over, Simulation result) {
    table.row(schedule, over, result.requestsPerTask(), result.meanLag(), result.lagP95());
  }

  private static void row(Table table, String name, PollSchedule schedule) {
    try (FakeHappyHorse gateway = FakeHappyHorse.start();
        TaskWatcher watcher =
            TaskWatcher.builder(query(gateway)).schedule(schedule).build()) {
      Random random = new Random(SEED);
      List<Waiting> waits = new ArrayList<>();
      for (int i = 0; i < Workload.GROUP; i++) {
        waits.add(Waiting.begin(gateway, watcher, SHORT.law().draw(random).total()));
      }
      double[] lags =
          waits.stream().mapToDouble(wait -> wait.lag().join()).sorted().toArray();
      double requests =
          waits.stream().mapToInt(wait -> gateway.queries(wait.id())).average().orElse(0);
      double mean = Arrays.stream(lags).average().orElse(0);
      table.row(name, "http", requests, mean, lags[(int) (0.95 * (lags.length - 1))]);
    }
  }

  private static FeignTaskQuery query(FakeHappyHorse gateway) {
    return FeignTaskQuery.builder(gateway.apiKey()).baseUrl(gateway.baseUri()).build();
  }

  /** A task, and the seconds from its end until it is noticed. */
  private record Waiting(TaskId id, CompletableFuture<Double> lag) {
    static Waiting begin(FakeHappyHorse gateway, TaskWatcher watcher, double seconds) {
      Duration length = Duration.ofMillis(Math.round(seconds * 1_000));
      long submitted = System.nanoTime();
      TaskId id = gateway.accept(TaskScript.succeeding().running(length));
      return new Waiting(
          id,
          watcher
              .watch(id, WaitOptions.within(Duration.ofMinutes(5)))
              .future()
              .thenApply(done -> (System.nanoTime() - submitted - length.toNanos()) / 1e9));
    }
  }
}
