package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the test kit costs a test. */
@Command(
    name = "testkit",
    description = "Start, throughput and latency of the fake gateway, over HTTP and in memory.",
    mixinStandardHelpOptions = true)
final class TestkitBenchmark implements Runnable {
  private static final TimeSource TIME = TimeSource.system();
  private static final TaskScript PENDING = TaskScript.succeeding().running(Duration.ofDays(1));
  private static final int TASKS = 10_000;
  private static final int TASKS_OVER_HTTP = 1_000;
  private static final int FAKES = 15;
  private static final int TESTS = 101;
  private static final int WARM_UPS = 2;
  private static final Duration MEASURED = Duration.ofSeconds(4);

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public void run() {
    Table table = new Table(System.out, json, "what", "value", "unit");
    LeftThreads leftThreads = new LeftThreads();
    table.row("first_response_cold", firstResponseMillis(), "ms");
    table.row(
        "first_response_of_a_further_fake",
        Median.of(DoubleStream.generate(TestkitBenchmark::firstResponseMillis)
            .limit(FAKES)
            .toArray()),
        "ms");
    measureHttp(table);
    table.row("five_minute_test_over_http", VirtualWaits.fiveMinutesOverHttp(TESTS), "ms");
    table.row(
        "ten_thousand_tasks_in_memory", Stopwatch.millis(() -> VirtualWaits.inMemory(TASKS)), "ms");
    VirtualWaits.overHttp(TASKS_OVER_HTTP); // warms up
    table.row(
        "one_thousand_tasks_over_http",
        Stopwatch.millis(() -> VirtualWaits.overHttp(TASKS_OVER_HTTP)),
        "ms");
    table.row("in_memory_polls", inMemoryPollsPerSecond(), "1/s");
    table.row("threads_left_after_close", leftThreads.count(), "threads");
  }

  /** Returns how long the start of a fake and the first response take. */
  private static double firstResponseMillis() {
    return Stopwatch.millis(() -> {
      try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
        HttpLoad.query(HttpClient.newHttpClient(), gateway, gateway.accept(PENDING));
      }
    });
  }

  private static void measureHttp(Table table) {
    try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
      List<TaskId> ids = new ArrayList<>();
      table.row("script_10000_tasks", Stopwatch.millis(() -> accept(gateway, ids)), "ms");
      HttpLoad load = new HttpLoad(gateway, ids);
      for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
        load.run(MEASURED);
      }
      long[] nanos = load.run(MEASURED);
      table.row("http_requests", nanos.length / (MEASURED.toNanos() / 1e9), "1/s");
      table.row("http_p50", nanos[nanos.length / 2] / 1e6, "ms");
      table.row("http_p99", nanos[nanos.length - nanos.length / 100 - 1] / 1e6, "ms");
    }
  }

  private static void accept(FakeHappyHorse gateway, List<TaskId> ids) {
    for (int task = 0; task < TASKS; task++) {
      ids.add(gateway.accept(PENDING));
    }
  }

  private static double inMemoryPollsPerSecond() {
    InMemoryTaskQuery gateway = InMemoryTaskQuery.on(TIME);
    List<TaskId> ids =
        IntStream.range(0, TASKS).mapToObj(task -> gateway.accept(PENDING)).toList();
    poll(gateway, ids); // warms up
    long start = TIME.nanoTime();
    long polls = poll(gateway, ids);
    return polls / (TIME.since(start).toNanos() / 1e9);
  }

  /** Polls all tasks in turn for a while, and returns the number of polls. */
  private static long poll(InMemoryTaskQuery gateway, List<TaskId> ids) {
    long polls = 0;
    long begun = TIME.nanoTime();
    while (TIME.since(begun).compareTo(MEASURED) < 0) {
      for (TaskId id : ids) {
        polls += gateway.query(id).attempts();
      }
    }
    return polls;
  }
}
