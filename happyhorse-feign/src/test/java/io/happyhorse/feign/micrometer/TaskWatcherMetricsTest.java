package io.happyhorse.feign.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskHandle;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskWatcherMetricsTest {
  private final VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

  @AfterEach
  void closeTime() {
    time.close();
  }

  /** A port that returns the first part of a task's id as its status. */
  private final TaskQueryPort port = (id, within) ->
      VideoTask.builder(id, id.value().split("-", -1)[0], time.instant()).build();

  private TaskWatcher watcher(TaskQueryPort tasks) {
    return TaskWatcher.builder(tasks).time(time).build();
  }

  private static TaskHandle watch(TaskWatcher watcher, String id) {
    return watcher.watch(TaskId.of(id), WaitOptions.withoutTimeout());
  }

  private double value(String name, String... tags) {
    return registry.get("happyhorse.watcher." + name).tags(tags).gauge().value();
  }

  private Map<String, Double> tasksByStatus() {
    return registry.get("happyhorse.watcher.tasks").gauges().stream()
        .filter(gauge -> gauge.value() > 0)
        .collect(Collectors.toMap(gauge -> gauge.getId().getTag("task.status"), Gauge::value));
  }

  @Test
  void show_the_tasks_by_their_last_observed_status() throws InterruptedException {
    try (TaskWatcher watcher = watcher(port)) {
      new TaskWatcherMetrics(watcher).bindTo(registry);
      watch(watcher, "QUEUED-1");
      watch(watcher, "IN_PROGRESS-1");
      watch(watcher, "IN_PROGRESS-2");
      watch(watcher, "PAUSED-1");
      time.sleep(Duration.ofSeconds(1));
      watcher.watch(TaskId.of("QUEUED-2"), WaitOptions.withoutTimeout().freshlySubmitted());

      assertThat(tasksByStatus())
          .containsOnly(
              Map.entry("QUEUED", 1.0),
              Map.entry("IN_PROGRESS", 2.0),
              Map.entry("OTHER", 1.0),
              Map.entry("none", 1.0));
      assertThat(value("due")).isZero();
      assertThat(value("in.flight")).isZero();
      assertThat(value("rate")).isEqualTo(50);
      assertThat(value("pause")).isZero();
    }
  }

  @Test
  void show_a_pause_the_due_polls_and_the_rate_after_it() throws InterruptedException {
    TaskQueryPort limited = (id, within) -> {
      throw new RateLimitedException(
          new QueryDetails(id, null, 429, null, 1, null, Duration.ofSeconds(100)));
    };
    try (TaskWatcher watcher = watcher(limited)) {
      new TaskWatcherMetrics(watcher).bindTo(registry);
      watch(watcher, "QUEUED-1");
      time.sleep(Duration.ofSeconds(1));
      watch(watcher, "QUEUED-2");

      assertThat(registry.get("happyhorse.watcher.pause").timeGauge().value(TimeUnit.SECONDS))
          .isEqualTo(99);
      assertThat(value("due")).isEqualTo(1);
      assertThat(value("rate")).isEqualTo(25);
    }
  }

  @Test
  void show_a_poll_that_has_not_returned() throws InterruptedException {
    TaskQueryPort slow = (id, within) -> {
      try {
        time.sleep(Duration.ofSeconds(10));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return port.query(id, within);
    };
    try (TaskWatcher watcher = watcher(slow)) {
      new TaskWatcherMetrics(watcher).bindTo(registry);
      watch(watcher, "QUEUED-1");
      time.sleep(Duration.ofSeconds(1));

      assertThat(value("in.flight")).isEqualTo(1);
    }
  }

  @Test
  void take_one_snapshot_per_second_for_all_gauges() throws InterruptedException {
    try (TaskWatcher watcher = watcher(port)) {
      new TaskWatcherMetrics(watcher).bindTo(registry);
      TaskHandle handle = watch(watcher, "QUEUED-1");
      time.sleep(Duration.ofSeconds(1));
      assertThat(value("due")).isZero();

      handle.stop();

      assertThat(value("tasks", "task.status", "QUEUED")).isEqualTo(1);
      clock.add(Duration.ofSeconds(1));
      assertThat(value("tasks", "task.status", "QUEUED")).isZero();
    }
  }

  @Test
  void distinguish_several_watchers_by_tags() throws InterruptedException {
    try (TaskWatcher first = watcher(port);
        TaskWatcher second = watcher(port)) {
      new TaskWatcherMetrics(first, Tags.of("watcher", "first")).bindTo(registry);
      new TaskWatcherMetrics(second, Tags.of("watcher", "second")).bindTo(registry);
      watch(second, "QUEUED-1");
      time.sleep(Duration.ofSeconds(1));

      assertThat(value("tasks", "watcher", "first", "task.status", "QUEUED")).isZero();
      assertThat(value("tasks", "watcher", "second", "task.status", "QUEUED")).isEqualTo(1);
      assertThat(registry.getMeters())
          .extracting(Meter::getId)
          .allSatisfy(id -> assertThat(id.getTag("watcher")).isNotNull());
    }
  }

  @Test
  void of_a_closed_watcher_are_zero() throws InterruptedException {
    TaskWatcher watcher = watcher(port);
    new TaskWatcherMetrics(watcher).bindTo(registry);
    watch(watcher, "QUEUED-1");
    time.sleep(Duration.ofSeconds(1));

    watcher.close();

    assertThat(tasksByStatus()).isEmpty();
    assertThat(value("in.flight")).isZero();
  }
}
