package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how closely a watcher follows its rate on a busy machine, with a port in memory. */
@Command(
    name = "rate",
    description = {
      "Requests per second of a watcher with 3,000 open waits at a rate of 50, on an idle and on a busy machine.",
      "mean_per_s: requests per second on average. most_in_1s: the most requests within any period of one second."
    },
    mixinStandardHelpOptions = true)
final class RateBenchmark implements Runnable {
  private static final long SECOND = 1_000_000_000L;

  @Option(names = "--waits", description = "Number of open waits (default: ${DEFAULT-VALUE}).")
  private int waits = 3_000;

  @Option(names = "--rate", description = "Requests per second (default: ${DEFAULT-VALUE}).")
  private double rate = 50;

  @Option(names = "--busy", description = "Number of busy threads (default: ${DEFAULT-VALUE}).")
  private int busy = 8;

  @Option(names = "--seconds", description = "Seconds per row (default: ${DEFAULT-VALUE}).")
  private int seconds = 60;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public void run() {
    Table table = new Table(System.out, json, "busy_threads", "waits", "mean_per_s", "most_in_1s");
    row(table, 0);
    row(table, busy);
  }

  private void row(Table table, int busyThreads) {
    try (BusyThreads spinning = new BusyThreads(busyThreads)) {
      List<Long> sent = requests();
      double span = (double) (sent.get(sent.size() - 1) - sent.get(0)) / SECOND;
      table.row(spinning.count(), waits, (sent.size() - 1) / span, mostInOneSecond(sent));
    }
  }

  /** Returns when each request was sent, in order. */
  private List<Long> requests() {
    Queue<Long> sent = new ConcurrentLinkedQueue<>();
    TaskQueryPort port = (id, within) -> {
      sent.add(System.nanoTime());
      return VideoTask.builder(id, "IN_PROGRESS", Instant.now()).build();
    };
    try (TaskWatcher watcher = TaskWatcher.builder(port).ratePerSecond(rate).build()) {
      for (int i = 0; i < waits; i++) {
        watcher.watch(TaskId.of("asyntask_" + i), WaitOptions.withoutTimeout());
      }
      Pause.of(Duration.ofSeconds(seconds));
    }
    return sent.stream().sorted().toList();
  }

  /** Returns the largest number of requests in any second. */
  static int mostInOneSecond(List<Long> sent) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < sent.size(); last++) {
      while (sent.get(last) - sent.get(first) >= SECOND) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** Threads that keep the processors busy until they are closed. */
  private static final class BusyThreads implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();

    BusyThreads(int count) {
      for (int i = 0; i < count; i++) {
        Thread thread = new Thread(BusyThreads::spin, "busy-" + i);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    }

    int count() {
      return threads.size();
    }

    private static void spin() {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      threads.forEach(Thread::interrupt);
    }
  }
}
