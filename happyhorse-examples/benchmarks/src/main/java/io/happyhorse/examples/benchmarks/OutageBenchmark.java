package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how an outage of the gateway affects many waits, over HTTP and in real time. */
@Command(
    name = "outage",
    description = {
      "How an outage of the gateway affects waits for tasks of 15 to 45 s.",
      "The tasks are submitted together and polled every 5 s, over HTTP and in real time. During the outage, the gateway responds with 503.",
      "Takes about a minute.",
      "The watcher's rate is a quarter above what the interval needs.",
      "ended: tasks that ended in or after the outage. lag: from a task's end until it is noticed.",
      "beyond_outage: lag without the time from the task's end to the end of the outage."
    },
    mixinStandardHelpOptions = true)
final class OutageBenchmark implements Runnable {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final int SHORTEST_MILLIS = 15_000;
  private static final int LONGEST_MILLIS = 45_000;
  private static final double RATE_RESERVE = 1.25;

  @Option(names = "--tasks", description = "Number of tasks (default: ${DEFAULT-VALUE}).")
  private int tasks = 5_000;

  @Option(
      names = "--seconds",
      description = "Length of the outage in seconds (default: ${DEFAULT-VALUE}).")
  private int outage = 10;

  @Option(
      names = "--begins-after",
      description = "Seconds until the outage begins (default: ${DEFAULT-VALUE}).")
  private double beginsAfter = 25;

  @Option(names = "--seed", description = "Seed of the tasks (default: ${DEFAULT-VALUE}).")
  private long seed = 13;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public void run() {
    double rate = RATE_RESERVE * tasks / INTERVAL.toSeconds();
    try (FakeHappyHorse gateway = FakeHappyHorse.start();
        TaskWatcher watcher = TaskWatcher.builder(query(gateway))
            .schedule(PollSchedule.fixed(INTERVAL))
            .ratePerSecond(rate)
            .build()) {
      List<Waiting> waits = begin(gateway, watcher);
      Pause.of(Duration.ofMillis(Math.round(beginsAfter * 1_000)));
      Instant begun = gateway.time().instant();
      gateway.during(Duration.ofSeconds(outage), Fault.status(503));
      List<Ended> ended =
          waits.stream().map(Waiting::join).flatMap(Optional::stream).toList();
      print(rate, requestsIn(gateway, begun), ended, begun);
    }
  }

  private static FeignTaskQuery query(FakeHappyHorse gateway) {
    return FeignTaskQuery.builder(gateway.apiKey()).baseUrl(gateway.baseUri()).build();
  }

  private List<Waiting> begin(FakeHappyHorse gateway, TaskWatcher watcher) {
    Random random = new Random(seed);
    List<Waiting> waits = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      Duration length = Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
      waits.add(Waiting.begin(gateway, watcher, length));
    }
    return waits;
  }

  private long requestsIn(FakeHappyHorse gateway, Instant begun) {
    Instant end = begun.plusSeconds(outage);
    return gateway.journal().entries().stream()
        .filter(entry -> !entry.at().isBefore(begun) && entry.at().isBefore(end))
        .count();
  }

  private void print(double rate, long requests, List<Ended> ended, Instant begun) {
    List<Ended> late = ended.stream().filter(end -> !end.at().isBefore(begun)).toList();
    double[] lags = sorted(late, end -> seconds(end.lag()));
    double[] beyond =
        sorted(late, end -> seconds(end.lag().minus(end.restOf(begun.plusSeconds(outage)))));
    new Table(
            System.out,
            json,
            "tasks",
            "rate_per_s",
            "lost",
            "requests_in_outage",
            "ended",
            "lag_p95_s",
            "beyond_outage_p95_s",
            "beyond_outage_max_s")
        .row(
            tasks,
            rate,
            tasks - ended.size(),
            requests,
            late.size(),
            p95(lags),
            p95(beyond),
            beyond[beyond.length - 1]);
  }

  private static double[] sorted(List<Ended> ended, ToDoubleFunction<Ended> figure) {
    return ended.stream().mapToDouble(figure).sorted().toArray();
  }

  private static double p95(double[] sorted) {
    return sorted[(int) (0.95 * (sorted.length - 1))];
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** A watched task. */
  private record Waiting(CompletableFuture<Ended> end) {
    static Waiting begin(FakeHappyHorse gateway, TaskWatcher watcher, Duration length) {
      TimeSource time = gateway.time();
      Instant ends = time.instant().plus(length);
      TaskId id = gateway.accept(TaskScript.succeeding().running(length));
      return new Waiting(watcher
          .watch(id, WaitOptions.within(Duration.ofMinutes(5)))
          .future()
          .thenApply(done -> new Ended(ends, Duration.between(ends, time.instant()))));
    }

    /** Waits for its end. Returns empty if the wait failed. */
    Optional<Ended> join() {
      return end.handle((ended, lost) -> Optional.ofNullable(ended)).join();
    }
  }

  /** The end of a task, and the time until it was noticed. */
  private record Ended(Instant at, Duration lag) {
    Duration restOf(Instant outageEnd) {
      return at.isBefore(outageEnd) ? Duration.between(at, outageEnd) : Duration.ZERO;
    }
  }
}
