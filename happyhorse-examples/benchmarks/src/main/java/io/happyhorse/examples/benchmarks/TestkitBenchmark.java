package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskOutcome;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeGateway;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The cost of the test kit. */
@Command(
    name = "testkit",
    description = "Start, throughput and latency of the fake gateway, over HTTP and in memory.",
    mixinStandardHelpOptions = true)
final class TestkitBenchmark implements Runnable {
  private static final TimeSource TIME = TimeSource.system();
  private static final TaskScript PENDING = TaskScript.succeeding().running(Duration.ofDays(1));
  private static final int TASKS = 10_000;
  private static final int TASKS_OVER_HTTP = 1_000;
  private static final int CLIENTS = 4;
  private static final int FAKES = 15;
  private static final int TESTS = 101;
  private static final int WARM_UPS = 2;
  private static final Duration MEASURED = Duration.ofSeconds(4);

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public void run() {
    Table table = new Table(System.out, json, "what", "value", "unit");
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    table.row("first_answer_cold", millis(TestkitBenchmark::firstAnswer), "ms");
    table.row("first_answer_of_a_further_fake", medianMillis(FAKES), "ms");
    try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
      List<TaskId> ids = new ArrayList<>();
      table.row("script_10000_tasks", millis(() -> script(gateway, ids)), "ms");
      long[] nanos = askOverHttp(gateway, ids);
      for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
        nanos = askOverHttp(gateway, ids);
      }
      table.row("http_requests", perSecond(nanos.length), "1/s");
      table.row("http_p50", nanos[nanos.length / 2] / 1e6, "ms");
      table.row("http_p99", nanos[nanos.length - nanos.length / 100 - 1] / 1e6, "ms");
    }
    table.row("five_minute_test_over_http", fiveMinuteTest(), "ms");
    table.row("ten_thousand_tasks_in_memory", millis(TestkitBenchmark::tenThousandTasks), "ms");
    oneThousandTasks(); // warms up
    table.row("one_thousand_tasks_over_http", millis(TestkitBenchmark::oneThousandTasks), "ms");
    table.row("in_memory_polls", inMemoryPollsPerSecond(), "1/s");
    table.row("threads_left_after_close", threadsLeft(before), "threads");
  }

  private static double millis(Runnable work) {
    long start = TIME.nanoTime();
    work.run();
    return TIME.since(start).toNanos() / 1e6;
  }

  private static double medianMillis(int times) {
    double[] each = IntStream.range(0, times)
        .mapToDouble(time -> millis(TestkitBenchmark::firstAnswer))
        .sorted()
        .toArray();
    return each[times / 2];
  }

  private static double perSecond(int count) {
    return count / (MEASURED.toNanos() / 1e9);
  }

  private static void firstAnswer() {
    try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
      query(HttpClient.newHttpClient(), gateway, gateway.accept(PENDING));
    }
  }

  private static void script(FakeHappyHorse gateway, List<TaskId> ids) {
    for (int task = 0; task < TASKS; task++) {
      ids.add(gateway.accept(PENDING));
    }
  }

  /** Queries with a few concurrent clients, and returns the durations of the requests, shortest first. */
  private static long[] askOverHttp(FakeHappyHorse gateway, List<TaskId> ids) {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<long[]>> results = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int offset = client;
        results.add(clients.submit(() -> askForAWhile(gateway, ids, offset)));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> result : results) {
        all.add(result.get());
      }
      return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    } finally {
      clients.shutdown();
    }
  }

  private static long[] askForAWhile(FakeHappyHorse gateway, List<TaskId> ids, int offset) {
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Long> nanos = new ArrayList<>();
    long begun = TIME.nanoTime();
    for (int i = offset; TIME.since(begun).compareTo(MEASURED) < 0; i += CLIENTS) {
      long start = TIME.nanoTime();
      query(client, gateway, ids.get(i % ids.size()));
      nanos.add(TIME.since(start).toNanos());
    }
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  private static void query(HttpClient client, FakeHappyHorse gateway, TaskId id) {
    try {
      HttpResponse<String> response = client.send(
          HttpRequest.newBuilder(gateway.baseUri().resolve("/v1/video/generations/" + id))
              .header("Authorization", "Bearer " + gateway.apiKey())
              .build(),
          HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("The fake responded with " + response.statusCode() + ".");
      }
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Waits for a task of five minutes over HTTP, like a test, and returns the median duration after a warm-up. */
  private static double fiveMinuteTest() {
    try (VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
        FakeHappyHorse gateway = FakeHappyHorse.start(time);
        TaskWatcher watcher = TaskWatcher.of(query(gateway, time), time)) {
      TaskScript script =
          TaskScript.succeeding().queued(Duration.ofMinutes(1)).running(Duration.ofMinutes(4));
      double[] each = IntStream.range(0, TESTS)
          .mapToDouble(test -> millis(() ->
              watcher.await(gateway.accept(script), Duration.ofMinutes(15)).requireLink()))
          .toArray();
      return Arrays.stream(each).skip(TESTS / 2).sorted().toArray()[TESTS / 4];
    }
  }

  private static void tenThousandTasks() {
    try (VirtualTime time = VirtualTime.lenient(Instant.EPOCH)) {
      InMemoryTaskQuery gateway = InMemoryTaskQuery.on(time);
      awaitAll(
          gateway,
          TaskWatcher.builder(gateway).time(time).ratePerSecond(TASKS).build(),
          IntStream.range(0, TASKS)
              .mapToObj(
                  task -> TaskScript.succeeding().running(Duration.ofSeconds(60 + task % 240))));
    }
  }

  /** Waits with the defaults for tasks of two minutes. */
  private static void oneThousandTasks() {
    try (VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
        FakeHappyHorse gateway = FakeHappyHorse.start(time)) {
      awaitAll(
          gateway,
          TaskWatcher.of(query(gateway, time), time),
          IntStream.range(0, TASKS_OVER_HTTP)
              .mapToObj(task -> TaskScript.succeeding()
                  .queued(Duration.ofSeconds(20))
                  .running(Duration.ofSeconds(100))));
    }
  }

  private static void awaitAll(
      FakeGateway gateway, TaskWatcher watcher, Stream<TaskScript> scripts) {
    List<TaskId> ids = scripts.map(gateway::accept).toList();
    try (watcher) {
      if (watcher.awaitAll(ids, Duration.ofMinutes(30)).values().stream()
          .anyMatch(TaskOutcome.GaveUp.class::isInstance)) {
        throw new IllegalStateException("Not all tasks have ended.");
      }
    }
  }

  private static FeignTaskQuery query(FakeHappyHorse gateway, TimeSource time) {
    return FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .time(time)
        .build();
  }

  private static double inMemoryPollsPerSecond() {
    InMemoryTaskQuery gateway = InMemoryTaskQuery.on(TIME);
    List<TaskId> ids =
        IntStream.range(0, TASKS).mapToObj(task -> gateway.accept(PENDING)).toList();
    long warmUp = pollForAWhile(gateway, ids);
    long start = TIME.nanoTime();
    long polls = pollForAWhile(gateway, ids);
    return warmUp == 0 ? 0 : polls / (TIME.since(start).toNanos() / 1e9);
  }

  private static long pollForAWhile(InMemoryTaskQuery gateway, List<TaskId> ids) {
    long polls = 0;
    long begun = TIME.nanoTime();
    while (TIME.since(begun).compareTo(MEASURED) < 0) {
      for (TaskId id : ids) {
        polls += gateway.query(id).attempts();
      }
    }
    return polls;
  }

  /** Counts the threads of closed fakes that are still alive after a second. */
  private static int threadsLeft(Set<Thread> before) {
    try {
      TIME.sleep(Duration.ofSeconds(1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
    left.removeAll(before);
    left.removeIf(TestkitBenchmark::belongsToTheJdk);
    left.forEach(thread -> System.err.println("Left: " + thread));
    return left.size();
  }

  /** Returns whether a thread belongs to the JDK's HTTP client or to CompletableFuture, which are shared. */
  private static boolean belongsToTheJdk(Thread thread) {
    return thread.getName().startsWith("HttpClient-") || thread.getName().endsWith("elayScheduler");
  }
}
