package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.VideoTask;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the calls of a schedule that has learned from 1,000 tasks. */
@Command(
    name = "schedule-cost",
    description =
        "Processor time in microseconds of each method of a learned schedule with 1,000 samples, while tasks run.",
    mixinStandardHelpOptions = true)
final class ScheduleCostBenchmark implements Runnable {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int[] RUNNING = {200, 5_000};
  private static final int ROUNDS = 20;
  private static final double STEP = 5;
  private static final double LONGEST = 600;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  /** The processor time of all calls of a method. */
  private static final class CallTime {
    private long nanos;
    private long calls;

    /** Measures many calls at once, since reading the clock takes as long as a call. */
    <T> void measure(List<T> values, Consumer<T> call) {
      long start = CPU.getCurrentThreadCpuTime();
      values.forEach(call);
      nanos += CPU.getCurrentThreadCpuTime() - start;
      calls += values.size();
    }

    double micros() {
      return nanos / 1e3 / calls;
    }
  }

  private final CallTime next = new CallTime();
  private final CallTime observed = new CallTime();
  private final CallTime finished = new CallTime();

  @Override
  public void run() {
    Table table = new Table(
        System.out, json, "distribution", "running", "next_us", "observed_us", "finished_us");
    for (Distribution distribution : Distribution.ALL) {
      for (int running : RUNNING) {
        measure(distribution, running); // warms the JVM up
        ScheduleCostBenchmark measured = new ScheduleCostBenchmark();
        measured.measure(distribution, running);
        table.row(
            distribution.name(),
            running,
            measured.next.micros(),
            measured.observed.micros(),
            measured.finished.micros());
      }
    }
  }

  private void measure(Distribution distribution, int running) {
    int rounds = Math.max(1, ROUNDS * RUNNING[0] / running);
    for (int round = 0; round < rounds; round++) {
      Workload workload = new Workload(distribution, Workload.Arrival.BURST, 0, 1, round);
      pollAll(workload.trained(1_000, round), burst(distribution, running, round));
    }
  }

  private static List<Simulation.Task> burst(Distribution distribution, int size, long seed) {
    Random random = new Random(seed);
    List<Simulation.Task> tasks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      tasks.add(
          new Simulation.Task(i, 0, distribution.law().draw(random), distribution.showsStart()));
    }
    return tasks;
  }

  private void pollAll(PollSchedule schedule, List<Simulation.Task> tasks) {
    List<Simulation.Task> running = tasks;
    for (double age = STEP; age < LONGEST; age += STEP) {
      double now = age;
      Map<Boolean, List<VideoTask>> seen = running.stream()
          .map(task -> task.seenAt(now))
          .collect(Collectors.partitioningBy(VideoTask::isFinished));
      List<PollContext> unfinished = seen.getOrDefault(false, List.of()).stream()
          .map(ScheduleCostBenchmark::context)
          .toList();
      finished.measure(seen.getOrDefault(true, List.of()), task -> schedule.finished(task, null));
      observed.measure(unfinished, schedule::observed);
      next.measure(unfinished, schedule::next);
      running = running.stream().filter(task -> task.times().total() > now).toList();
    }
  }

  private static PollContext context(VideoTask seen) {
    Instant started = seen.timeline().startedAt();
    @Nullable
    Duration runningFor = started == null ? null : Duration.between(started, seen.observedAt());
    Duration age = seen.age();
    return new PollContext(
        seen.id(), null, seen, age == null ? Duration.ZERO : age, runningFor, 1, 0, null, 0.5);
  }
}
