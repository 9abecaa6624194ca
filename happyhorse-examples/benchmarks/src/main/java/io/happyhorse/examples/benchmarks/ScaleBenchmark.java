package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import java.time.Duration;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures polls for a million waits, and for a thousand to compare them with. */
@Command(
    name = "scale",
    description = {
      "Polls of a million waits compared with those of a thousand, both at 5,000 polls per second. Run it with java -Xmx1g. Takes about six minutes.",
      "registration_s: how long it takes to register all waits.",
      "heap_mb: memory that the waits and their ids need once each has been polled.",
      "median_us, mean_us: processor time of the whole program per poll, garbage collection included; the median of 7 rounds, and the mean over all of them. A round takes 5 s, or longer so that the rounds together poll each wait once.",
      "median_ratio, mean_ratio: the same divided by that of the first row.",
      "longest_pause_ms: the longest pause of the JVM for garbage collection since the first registration.",
      "busy_elsewhere: how many processors other programs used during the rounds."
    },
    mixinStandardHelpOptions = true)
final class ScaleBenchmark implements Runnable {
  private static final int FEW = 1_000;
  private static final double NO_LIMIT = 1e6;
  private static final int ROUNDS = 7;
  private static final Duration SHORTEST_ROUND = Duration.ofSeconds(5);
  private static final Duration SETTLING = Duration.ofSeconds(5);

  @Option(
      names = "--tasks",
      defaultValue = "1000000",
      description = "Number of waits of the second row (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public void run() {
    Table table = new Table(
        System.out,
        json,
        "tasks",
        "registration_s",
        "heap_mb",
        "polls_per_s",
        "median_us",
        "median_ratio",
        "mean_us",
        "mean_ratio",
        "longest_pause_ms",
        "busy_elsewhere");
    measure(FEW); // warms the JVM up
    Measured few = measure(FEW);
    row(table, FEW, few, few);
    row(table, tasks, measure(tasks), few);
  }

  private static void row(Table table, int tasks, Measured measured, Measured reference) {
    table.row(
        tasks,
        measured.registrationSeconds(),
        measured.heapMegabytes(),
        measured.all().pollsPerSecond(),
        measured.medianMicros(),
        measured.medianMicros() / reference.medianMicros(),
        measured.all().microsPerPoll(),
        measured.all().microsPerPoll() / reference.all().microsPerPoll(),
        measured.longestPauseMillis(),
        measured.all().busyElsewhere());
  }

  private record Polls(double pollsPerSecond, double microsPerPoll, double busyElsewhere) {}

  /**
   * The measured values.
   *
   * @param medianMicros the processor time per poll, the median of the rounds
   * @param all the polls of all rounds
   */
  private record Measured(
      double registrationSeconds,
      double heapMegabytes,
      double medianMicros,
      Polls all,
      long longestPauseMillis) {}

  private static Measured measure(int tasks) {
    PendingPort port = new PendingPort();
    long heapBefore = Heap.used();
    GcPauses pauses = new GcPauses();
    try (TaskWatcher watcher = TaskWatcher.builder(port)
        .schedule(Pace.spread(Pace.interval(tasks)))
        .ratePerSecond(NO_LIMIT)
        .build()) {
      long start = System.nanoTime();
      for (int i = 0; i < tasks; i++) {
        watcher.watch(TaskId.of("asyntask_" + i), WaitOptions.withoutTimeout());
      }
      double registered = (System.nanoTime() - start) / 1e9;
      port.awaitPolls(tasks);
      Pause.of(SETTLING);
      double[] rounds = new double[ROUNDS];
      Polls all = during(
          port,
          () -> Arrays.setAll(
              rounds, round -> during(port, () -> Pause.of(round(tasks))).microsPerPoll()));
      Arrays.sort(rounds);
      long pause = pauses.longestMillis();
      double heap = (Heap.used() - heapBefore) / 1e6;
      return new Measured(registered, heap, rounds[ROUNDS / 2], all, pause);
    }
  }

  private static Duration round(int tasks) {
    Duration share = Pace.interval(tasks).dividedBy(ROUNDS);
    return share.compareTo(SHORTEST_ROUND) > 0 ? share : SHORTEST_ROUND;
  }

  /** Returns the polls during an action. */
  private static Polls during(PendingPort port, Runnable action) {
    MachineLoad load = new MachineLoad();
    long before = port.polls();
    long start = System.nanoTime();
    action.run();
    double polls = port.polls() - before;
    return new Polls(
        polls / (System.nanoTime() - start) * 1e9,
        load.ownNanos() / polls / 1e3,
        load.busyElsewhere());
  }
}
