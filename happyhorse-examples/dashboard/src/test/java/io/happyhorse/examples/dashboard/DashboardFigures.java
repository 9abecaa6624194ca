package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
 * Measures the page with 5,000 tasks of which about 200 change each second. No part of the build, since it measures time:
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
  private static final Duration READING = Duration.ofSeconds(20);
  private static final String RAW = "{\"prompt\":\"" + "a horse at dawn ".repeat(90) + "\"}";

  private WatchedTasks tasks;
  private DashboardServer server;

  @BeforeEach
  void start() {
    tasks =
        new WatchedTasks((id, within) -> running(id), WatchSettings.defaults().atMost(200), null);
    tasks.watch(
        IntStream.range(0, TASKS).mapToObj(i -> TaskId.of("asyntask_" + i)).toList());
    ServerSettings patient =
        new ServerSettings("127.0.0.1", 0, List.of(), null, Duration.ofSeconds(5));
    server = DashboardServer.start(tasks, patient, new OutgoingText(List.of("secret-key")));
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
  void first_paint_with_all_counts() {
    try (Browser browser = Browser.start()) {
      for (int load = 0; load < LOADS; load++) {
        browser.open(server.address());
        browser.awaitText("[data-state=all] b", "5000");
        double millis = ((Number) Objects.requireNonNull(
                browser.evaluate("return performance.getEntriesByName('complete')[0].startTime")))
            .doubleValue();
        say("first paint with all counts: %.0f ms, heap %d MB", millis, usedMegabytes());
        assertThat(millis).isLessThan(1_000);
      }
    }
  }

  @Test
  void slow_readers() throws IOException {
    try (Socket reads = connect();
        Socket doesNotRead = connect()) {
      assertThat(doesNotRead.isConnected()).isTrue();
      await().until(() -> server.openPages() == 2);
      int before = usedMegabytes();
      long bytes = readSlowly(reads.getInputStream());
      int after = usedMegabytes();
      say(
          "a reader of %d KB/s for %d s: heap %d MB before, %d MB after; open pages %d of 2",
          bytes / 1024 / READING.toSeconds(),
          READING.toSeconds(),
          before,
          after,
          server.openPages());
      assertThat(after - before).isLessThan(10);
      assertThat(server.openPages()).isEqualTo(1);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort()));
    socket
        .getOutputStream()
        .write(("GET /api/events HTTP/1.1\r\nHost: " + server.address().getAuthority()
                + "\r\nAccept: text/event-stream\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static long readSlowly(InputStream from) throws IOException {
    byte[] piece = new byte[2_048];
    long bytes = 0;
    long end = System.nanoTime() + READING.toNanos();
    while (System.nanoTime() < end) {
      bytes += from.read(piece);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return bytes;
  }

  private static int usedMegabytes() {
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    return (int) ((jvm.totalMemory() - jvm.freeMemory()) / MEGABYTE);
  }

  private static void say(String text, Object... values) {
    System.out.printf(Locale.ROOT, text + " (of %d MB)%n", append(values));
  }

  private static Object[] append(Object[] values) {
    Object[] all = Arrays.copyOf(values, values.length + 1);
    all[values.length] = Runtime.getRuntime().maxMemory() / MEGABYTE;
    return all;
  }
}
