package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What waiting for many tasks costs, on a port in memory. */
@Command(
    name = "watcher",
    description = {
      "Registration, memory, threads and polls of a watcher with many tasks.",
      "polls_per_s: without a limit. ns_per_poll: processor time of the watcher's threads",
      "(timer, hand-over, port, bookkeeping) at 5,000 polls in a second, at every size."
    },
    mixinStandardHelpOptions = true)
final class WatcherBenchmark implements Runnable {
  private static final byte[] ANY_BODY = {'{', '}'};
  private static final TaskResponseReader READER = new TaskResponseReader(
      URI.create("https://gateway.example"), UnaryOperator.identity(), body -> parsed());
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int[] SIZES = {1_000, 10_000, 100_000};
  private static final int MAX_IN_FLIGHT = 8;
  private static final double NO_LIMIT = 1e6;
  private static final int ROUNDS = 7;
  private static final Duration NO_PAUSE = Duration.ofNanos(1_000);

  /** Polls in a second of all tasks together: few enough that timer and hand-over do their work for nearly each. */
  private static final long PACE = 5_000;

  private static final Duration MEASURED = Duration.ofSeconds(2);

  @Option(names = "--json", description = "Print an object for each row.")
  private boolean json;

  @Override
  public void run() {
    for (int i = 0; i < 2; i++) {
      measurePolls(SIZES[0], NO_PAUSE); // warms the JVM up
      measurePolls(SIZES[0], atPace(SIZES[0]));
    }
    Table table = new Table(
        System.out,
        json,
        "tasks",
        "registration_ms",
        "heap_bytes_before_answer",
        "heap_bytes_pending",
        "threads_started",
        "polls_per_s",
        "ns_per_poll");
    for (int size : SIZES) {
      Memory memory = measureMemory(size);
      Polls unlimited = medianOfPolls(size, NO_PAUSE);
      Polls paced = medianOfPolls(size, atPace(size));
      table.row(
          size,
          memory.registrationMillis(),
          memory.beforeAnswer(),
          memory.pending(),
          memory.threads(),
          Math.round(unlimited.perSecond()),
          paced.nanosEach());
    }
  }

  private record Memory(double registrationMillis, long beforeAnswer, long pending, int threads) {}

  /** Registers tasks that are not due for long, then lets each be answered once. */
  private static Memory measureMemory(int size) {
    List<TaskId> ids = ids(size);
    AtomicLong answers = new AtomicLong();
    TaskQueryPort port = (id, within) -> {
      answers.incrementAndGet();
      return pending(id);
    };
    PollSchedule rare = moment -> Duration.ofSeconds(moment.polls() == 0 ? 6 : 3_600);
    long threadsBefore = CPU.getTotalStartedThreadCount();
    long heapBefore = usedHeap();
    try (TaskWatcher watcher = TaskWatcher.builder(port)
        .schedule(rare)
        .ratePerSecond(NO_LIMIT)
        .maxInFlight(MAX_IN_FLIGHT)
        .build()) {
      long start = System.nanoTime();
      for (TaskId id : ids) {
        watcher.watch(id, WaitOptions.defaults().freshlySubmitted());
      }
      double registrationMillis = (System.nanoTime() - start) / 1e6;
      long registered = usedHeap();
      await(() -> answers.get() >= size);
      long answered = usedHeap();
      long threads = CPU.getTotalStartedThreadCount() - threadsBefore;
      return new Memory(
          registrationMillis,
          (registered - heapBefore) / size,
          (answered - heapBefore) / size,
          (int) threads);
    }
  }

  /** Polls in a second of wall time, and the processor time that the watcher's threads together spent on one. */
  private record Polls(double perSecond, double nanosEach) {}

  private static Polls medianOfPolls(int size, Duration interval) {
    List<Polls> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(measurePolls(size, interval));
    }
    rounds.sort(Comparator.comparingDouble(Polls::nanosEach));
    return rounds.get(ROUNDS / 2);
  }

  /** Returns the interval at which this many tasks together are asked for at the measured pace. */
  private static Duration atPace(int size) {
    return Duration.ofNanos(size * 1_000_000_000L / PACE);
  }

  /** Asks for all tasks round and round. */
  private static Polls measurePolls(int size, Duration interval) {
    AtomicLong polls = new AtomicLong();
    TaskQueryPort port = (id, within) -> {
      polls.incrementAndGet();
      return pending(id);
    };
    try (TaskWatcher watcher = TaskWatcher.builder(port)
        .schedule(spread(interval))
        .ratePerSecond(NO_LIMIT)
        .maxInFlight(MAX_IN_FLIGHT)
        .build()) {
      ids(size).forEach(id -> watcher.watch(id, WaitOptions.withoutTimeout()));
      await(() -> polls.get() > size);
      long pollsBefore = polls.get();
      long cpuBefore = cpuNanos();
      long start = System.nanoTime();
      Pause.of(MEASURED);
      double asked = polls.get() - pollsBefore;
      return new Polls(asked / (System.nanoTime() - start) * 1e9, (cpuNanos() - cpuBefore) / asked);
    }
  }

  /** Spreads the tasks evenly over an interval, then asks for each of them once in it. */
  private static PollSchedule spread(Duration interval) {
    double nanos = interval.toNanos();
    return moment ->
        moment.polls() == 1 ? Duration.ofNanos((long) (moment.chance() * nanos)) : interval;
  }

  /** Returns the processor time of the watcher's threads: timer, polls with the port's calls, callbacks. */
  private static long cpuNanos() {
    long nanos = 0;
    for (ThreadInfo thread : CPU.getThreadInfo(CPU.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("happyhorse-")) {
        nanos += CPU.getThreadCpuTime(thread.getThreadId());
      }
    }
    return nanos;
  }

  private static List<TaskId> ids(int size) {
    List<TaskId> ids = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      ids.add(TaskId.of("asyntask_" + i));
    }
    return ids;
  }

  /** Returns an observation as adapters make it of an answer, whose texts a parser has made anew. */
  private static VideoTask pending(TaskId id) {
    GatewayResponse answer = GatewayResponse.of(200, header -> null, ANY_BODY);
    return READER.read(answer, id, 1, Instant.now());
  }

  private static Map<String, Object> parsed() {
    return Map.of(
        "code",
        "success",
        "data",
        Map.of(
            "action", anew("generate"),
            "status", anew("IN_PROGRESS"),
            "progress", anew("50%"),
            "submit_time", 1_777_343_862L,
            "start_time", 1_777_343_866L,
            "request_id", anew("20260428023742441081000FMrSbjcs"),
            "data",
                Map.of(
                    "output",
                        Map.of(
                            "task_id", anew("e45a6a1b-6f05-43e5-ab06-ddfdc97587a7"),
                            "task_status", anew("RUNNING"),
                            "submit_time", anew("2026-04-28 10:37:42.625"),
                            "scheduled_time", anew("2026-04-28 10:37:42.652")),
                    "request_id", anew("53121cad-c008-9b96-af1d-4289a4fc714b"))));
  }

  private static String anew(String text) {
    return String.valueOf(text.toCharArray());
  }

  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
      Pause.of(Duration.ofMillis(30));
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    while (!condition.holds()) {
      Pause.of(Duration.ofMillis(5));
    }
  }
}
