package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures waits for many tasks, with a port in memory. */
@Command(
    name = "watcher",
    description = {
      "Registration, memory, threads and polls of a watcher with many tasks.",
      "heap_bytes_before_response, heap_bytes_pending: memory per wait before and after its first poll.",
      "polls_per_s: without a rate limit.",
      "ns_per_poll: processor time of the watcher's threads (timer, hand-over, port, bookkeeping) at 5,000 polls per second.",
      "busy_elsewhere: how many processors other programs used meanwhile."
    },
    mixinStandardHelpOptions = true)
final class WatcherBenchmark implements Runnable {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int[] SIZES = {1_000, 10_000, 100_000};
  private static final int MAX_IN_FLIGHT = 8;
  private static final double NO_LIMIT = 1e6;
  private static final int ROUNDS = 7;
  private static final Duration NO_PAUSE = Duration.ofNanos(1_000);
  private static final Duration MEASURED = Duration.ofSeconds(2);

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public void run() {
    for (int i = 0; i < 2; i++) {
      measurePolls(SIZES[0], NO_PAUSE); // warms the JVM up
      measurePolls(SIZES[0], Pace.interval(SIZES[0]));
    }
    Table table = new Table(
        System.out,
        json,
        "tasks",
        "registration_ms",
        "heap_bytes_before_response",
        "heap_bytes_pending",
        "threads_started",
        "polls_per_s",
        "ns_per_poll",
        "busy_elsewhere");
    for (int size : SIZES) {
      MachineLoad load = new MachineLoad();
      Memory memory = measureMemory(size);
      Polls unlimited = medianOfPolls(size, NO_PAUSE);
      Polls paced = medianOfPolls(size, Pace.interval(size));
      table.row(
          size,
          registrationMillis(size),
          memory.beforeResponse(),
          memory.pending(),
          memory.threads(),
          Math.round(unlimited.perSecond()),
          paced.nanosEach(),
          load.busyElsewhere());
    }
  }

  private record Memory(long beforeResponse, long pending, int threads) {}

  /** Registers tasks that are due much later, then polls each once. */
  private static Memory measureMemory(int size) {
    List<TaskId> ids = ids(size);
    PendingPort port = new PendingPort();
    PollSchedule rarely = context -> Duration.ofSeconds(context.polls() == 0 ? 6 : 3_600);
    long threadsBefore = CPU.getTotalStartedThreadCount();
    long heapBefore = Heap.used();
    try (TaskWatcher watcher = TaskWatcher.builder(port)
        .schedule(rarely)
        .ratePerSecond(NO_LIMIT)
        .maxInFlight(MAX_IN_FLIGHT)
        .build()) {
      register(ids, watcher);
      long registered = Heap.used();
      port.awaitPolls(size);
      long responded = Heap.used();
      long threads = CPU.getTotalStartedThreadCount() - threadsBefore;
      return new Memory(
          (registered - heapBefore) / size, (responded - heapBefore) / size, (int) threads);
    }
  }

  private static void register(List<TaskId> ids, TaskWatcher watcher) {
    for (TaskId id : ids) {
      watcher.watch(id, WaitOptions.defaults().freshlySubmitted());
    }
  }

  /** Returns how long it takes to register this many tasks, the median of the rounds. */
  private static double registrationMillis(int size) {
    List<TaskId> ids = ids(size);
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long unused = Heap.used(); // so that a round does not collect the garbage of the one before
      try (TaskWatcher watcher = TaskWatcher.of(new PendingPort())) {
        long start = System.nanoTime();
        register(ids, watcher);
        rounds[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  /** Polls per second of wall time, and the processor time of all watcher threads per poll. */
  private record Polls(double perSecond, double nanosEach) {}

  private static Polls medianOfPolls(int size, Duration interval) {
    List<Polls> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(measurePolls(size, interval));
    }
    rounds.sort(Comparator.comparingDouble(Polls::nanosEach));
    return rounds.get(ROUNDS / 2);
  }

  /** Polls all tasks repeatedly. */
  private static Polls measurePolls(int size, Duration interval) {
    PendingPort port = new PendingPort();
    try (TaskWatcher watcher = TaskWatcher.builder(port)
        .schedule(Pace.spread(interval))
        .ratePerSecond(NO_LIMIT)
        .maxInFlight(MAX_IN_FLIGHT)
        .build()) {
      ids(size).forEach(id -> watcher.watch(id, WaitOptions.withoutTimeout()));
      port.awaitPolls(size);
      long pollsBefore = port.polls();
      long cpuBefore = cpuNanos();
      long start = System.nanoTime();
      Pause.of(MEASURED);
      double polls = port.polls() - pollsBefore;
      return new Polls(polls / (System.nanoTime() - start) * 1e9, (cpuNanos() - cpuBefore) / polls);
    }
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
}
