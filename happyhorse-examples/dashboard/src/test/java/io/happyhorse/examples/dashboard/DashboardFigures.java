package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Measures the page with 5,000 tasks, of which about 200 change each second. Not part of the build, since it measures time:
 *
 * <pre>{@code
 * ./mvnw -pl happyhorse-examples/dashboard -am test -Dtest=DashboardFigures \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Djvm.tests=-Xmx128m
 * }</pre>
 */
class DashboardFigures {
  private static final int TASKS = 5_000;
  private static final int MEGABYTE = 1 << 20;
  private static final int LOADS = 5;
  private static final Duration READING_TIME = Duration.ofSeconds(20);
  private static final String RAW = "{\"prompt\":\"" + "a horse at dawn ".repeat(90) + "\"}";

  private WatchedTasks tasks;
  private DashboardServer server;

  @BeforeEach
  void start() {
    tasks = new WatchedTasks(
        (id, within) -> running(id), WatchSettings.defaults().withRatePerSecond(200), null);
    tasks.watch(
        IntStream.range(0, TASKS).mapToObj(i -> TaskId.of("asyntask_" + i)).toList());
    ServerSettings settings =
        new ServerSettings("127.0.0.1", 0, List.of(), null, Duration.ofSeconds(5));
    server = DashboardServer.start(tasks, settings, new SecretFilter(List.of("secret-key")));
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> tasks.changesSince(0).rows().stream().noneMatch(row -> row.polls() == 0));
  }

  private static VideoTask running(TaskId id) {
    Instant now = Instant.now();
    return VideoTask.builder(id, "IN_PROGRESS", now)
        .timeline(new Timeline(now.minusSeconds(60), now.minusSeconds(30), null))
        .rawJson(RAW.replace("dawn", id.value()))
        .build();
  }

  @AfterEach
  void stop() {
    server.close();
    tasks.close();
  }

  @Test
  void the_first_paint_with_all_counts_takes_less_than_a_second() {
    try (Browser browser = Browser.start()) {
      for (int load = 0; load < LOADS; load++) {
        browser.open(server.address());
        browser.awaitText("[data-state=all] b", "5000");
        double millis = ((Number) Objects.requireNonNull(
                browser.evaluate("return performance.getEntriesByName('complete')[0].startTime")))
            .doubleValue();
        print("first paint with all counts: %.0f ms, heap %d MB", millis, usedMegabytes());
        assertThat(millis).isLessThan(1_000);
      }
    }
  }

  @Test
  void a_slow_reader_needs_no_memory_and_one_that_does_not_read_is_disconnected()
      throws IOException {
    RawHttp page = new RawHttp(server.address());
    try (Socket slow = page.openEvents();
        Socket stalled = page.openEvents()) {
      assertThat(stalled.isConnected()).isTrue();
      await().until(() -> server.openPages() == 2);
      int before = usedMegabytes();
      long bytes = readSlowly(slow.getInputStream());
      int after = usedMegabytes();
      print(
          "a reader of %d KB/s for %d s: heap %d MB before, %d MB after; open pages %d of 2",
          bytes / 1024 / READING_TIME.toSeconds(),
          READING_TIME.toSeconds(),
          before,
          after,
          server.openPages());
      assertThat(after - before).isLessThan(10);
      assertThat(server.openPages()).isEqualTo(1);
    }
  }

  private static long readSlowly(InputStream from) throws IOException {
    byte[] buffer = new byte[2_048];
    long bytes = 0;
    long end = System.nanoTime() + READING_TIME.toNanos();
    while (System.nanoTime() < end) {
      bytes += from.read(buffer);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return bytes;
  }

  private static int usedMegabytes() {
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    return (int) ((jvm.totalMemory() - jvm.freeMemory()) / MEGABYTE);
  }

  private static void print(String text, Object... values) {
    System.out.printf(Locale.ROOT, text + " (of %d MB)%n", withMaxHeap(values));
  }

  private static Object[] withMaxHeap(Object[] values) {
    Object[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = Runtime.getRuntime().maxMemory() / MEGABYTE;
    return all;
  }
}
