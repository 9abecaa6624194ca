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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Waits on virtual time, as tests with the test kit have them. */
final class VirtualWaits {
  private static final TaskScript FIVE_MINUTES =
      TaskScript.succeeding().queued(Duration.ofMinutes(1)).running(Duration.ofMinutes(4));
  private static final TaskScript TWO_MINUTES =
      TaskScript.succeeding().queued(Duration.ofSeconds(20)).running(Duration.ofSeconds(100));

  private VirtualWaits() {}

  /** Waits over HTTP for tasks of five minutes, one after the other. Returns the median duration of the second half in ms. */
  static double fiveMinutesOverHttp(int tests) {
    try (VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
        FakeHappyHorse gateway = FakeHappyHorse.start(time);
        TaskWatcher watcher = TaskWatcher.of(query(gateway, time), time)) {
      return Median.of(IntStream.range(0, tests)
          .mapToDouble(test -> Stopwatch.millis(() -> watcher
              .await(gateway.accept(FIVE_MINUTES), Duration.ofMinutes(15))
              .requireLink()))
          .skip(tests / 2)
          .toArray());
    }
  }

  /** Waits in memory for tasks of one to five minutes, all at once. */
  static void inMemory(int tasks) {
    try (VirtualTime time = VirtualTime.lenient(Instant.EPOCH)) {
      InMemoryTaskQuery gateway = InMemoryTaskQuery.on(time);
      awaitAll(
          gateway,
          TaskWatcher.builder(gateway).time(time).ratePerSecond(tasks).build(),
          IntStream.range(0, tasks)
              .mapToObj(
                  task -> TaskScript.succeeding().running(Duration.ofSeconds(60 + task % 240))));
    }
  }

  /** Waits over HTTP for tasks of two minutes, all at once, with a watcher's default settings. */
  static void overHttp(int tasks) {
    try (VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
        FakeHappyHorse gateway = FakeHappyHorse.start(time)) {
      awaitAll(
          gateway,
          TaskWatcher.of(query(gateway, time), time),
          Stream.generate(() -> TWO_MINUTES).limit(tasks));
    }
  }

  private static void awaitAll(
      FakeGateway gateway, TaskWatcher watcher, Stream<TaskScript> scripts) {
    List<TaskId> ids = scripts.map(gateway::accept).toList();
    try (watcher) {
      if (watcher.awaitAll(ids, Duration.ofMinutes(30)).values().stream()
          .anyMatch(TaskOutcome.GaveUp.class::isInstance)) {
        throw new IllegalStateException("A wait was given up.");
      }
    }
  }

  private static FeignTaskQuery query(FakeHappyHorse gateway, TimeSource time) {
    return FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri())
        .time(time)
        .build();
  }
}
