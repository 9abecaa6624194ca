package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures polls for a million waits, and for a thousand to compare them with. */
@Command(
    name = "scale",
    description = {
      "Polls of a million waits compared with those of a thousand, both at 5,000 polls per second. Run it with java -Xmx1g. Takes about four minutes.",
      "registration_s: how long it takes to register all waits.",
      "heap_mb: memory that the waits and their ids need once each has been polled.",
      "us_per_poll: processor time of the whole program, garbage collection included; the median of 7 rounds of 5 s.",
      "ratio: us_per_poll divided by that of the first row.",
      "longest_pause_ms: the longest pause of the JVM for garbage collection since the first registration.",
      "busy_elsewhere: how many processors other programs used during the rounds."
    },
    mixinStandardHelpOptions = true)
final class ScaleBenchmark implements Runnable {
  private static final int FEW = 1_000;
  private static final double NO_LIMIT = 1e6;
  private static final int ROUNDS = 7;
  private static final Duration ROUND = Duration.ofSeconds(5);
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
        "us_per_poll",
        "ratio",
        "longest_pause_ms",
        "busy_elsewhere");
    measure(FEW); // warms the JVM up
    Measured few = measure(FEW);
    row(table, FEW, few, few);
    row(table, tasks, measure(tasks), few);
  }

  private static void row(Table table, int tasks, Measured measured, Measured reference) {
    Round round = measured.median();
    table.row(
        tasks,
        measured.registrationSeconds(),
        measured.heapMegabytes(),
        round.pollsPerSecond(),
        round.microsPerPoll(),
        round.microsPerPoll() / reference.median().microsPerPoll(),
        measured.longestPauseMillis(),
        round.busyElsewhere());
  }

  private record Round(double pollsPerSecond, double microsPerPoll, double busyElsewhere) {}

  private record Measured(
      double registrationSeconds, double heapMegabytes, Round median, long longestPauseMillis) {}

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
      Round median = median(port);
      long pause = pauses.longestMillis();
      return new Measured(registered, (Heap.used() - heapBefore) / 1e6, median, pause);
    }
  }

  private static Round median(PendingPort port) {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(round(port));
    }
    rounds.sort(Comparator.comparingDouble(Round::microsPerPoll));
    return rounds.get(ROUNDS / 2);
  }

  private static Round round(PendingPort port) {
    MachineLoad load = new MachineLoad();
    long before = port.polls();
    long start = System.nanoTime();
    Pause.of(ROUND);
    double polls = port.polls() - before;
    return new Round(
        polls / (System.nanoTime() - start) * 1e9,
        load.ownNanos() / polls / 1e3,
        load.busyElsewhere());
  }
}
