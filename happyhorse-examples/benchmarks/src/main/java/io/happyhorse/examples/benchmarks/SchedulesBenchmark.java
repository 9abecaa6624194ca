package io.happyhorse.examples.benchmarks;

import static io.happyhorse.examples.benchmarks.Distribution.lognormal;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.schedule.PollSchedule;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many requests schedules need, and how late they notice the end, on simulated tasks. */
@Command(
    name = "schedules",
    description = "Requests and lag of schedules on simulated tasks.",
    mixinStandardHelpOptions = true)
final class SchedulesBenchmark implements Runnable {
  private static final long SEED = 20_260_428;
  private static final double[] MODES = {95, 150, 240};

  static final List<Distribution> DISTRIBUTIONS = List.of(
      Distribution.of("lognormal-100s-0.25", random -> lognormal(random, 100, 0.25)),
      Distribution.of("lognormal-100s-0.5", random -> lognormal(random, 100, 0.5)),
      Distribution.of("uniform-60-300s", random -> 60 + 240 * random.nextDouble()),
      Distribution.of(
          "mix-95-150-240s",
          random -> lognormal(random, MODES[random.nextInt(MODES.length)], 0.15)),
      Distribution.of(
          "heavy-tail",
          random -> random.nextInt(50) == 0
              ? 840 + 60 * random.nextDouble()
              : lognormal(random, 100, 0.25)),
      Distribution.of("regime-change", random -> lognormal(random, 200, 0.25)),
      new Distribution("queue-then-render", random -> {
        double queued = -120 * Math.log(1 - random.nextDouble());
        return new Distribution.Times(queued, queued + lognormal(random, 95, 0.2));
      }));

  /** What tasks were like before a change of regime. */
  private static final Distribution BEFORE_CHANGE = DISTRIBUTIONS.get(0);

  @Option(names = "--json", description = "Print an object for each row.")
  private boolean json;

  @Option(
      names = "--tasks",
      defaultValue = "20000",
      description = "How many tasks are simulated for each row (default: ${DEFAULT-VALUE}).")
  private int tasks;

  SchedulesBenchmark() {
    this(20_000);
  }

  SchedulesBenchmark(int tasks) {
    this.tasks = tasks;
  }

  @Override
  public void run() {
    print(System.out);
  }

  private void print(PrintStream out) {
    Table table = new Table(
        out, json, "distribution", "schedule", "samples", "requests", "lag_mean_s", "lag_p95_s");
    for (Distribution distribution : DISTRIBUTIONS) {
      schedules()
          .forEach((name, schedule) ->
              print(table, distribution, name, 0, simulate(distribution, schedule)));
      for (int samples : new int[] {0, 20, 1_000}) {
        print(table, distribution, "learned", samples, learned(distribution, samples));
      }
    }
  }

  private static void print(
      Table table, Distribution distribution, String schedule, int samples, Simulation result) {
    table.row(
        distribution.name(),
        schedule,
        samples,
        result.requestsPerTask(),
        result.meanLag(),
        result.lagP95());
  }

  /** The vendor's advice, a hasty client, the upstream's own SDK, and a common library for long-running operations. */
  private static Map<String, PollSchedule> schedules() {
    Map<String, PollSchedule> schedules = new LinkedHashMap<>();
    schedules.put("fixed-15s", PollSchedule.fixed(Duration.ofSeconds(15)));
    schedules.put("fixed-2s", PollSchedule.fixed(Duration.ofSeconds(2)));
    schedules.put(
        "1-2-4-5s",
        moment -> Duration.ofSeconds(Math.min(5, 1L << Math.min(3, moment.polls() / 3))));
    schedules.put(
        "5s-x1.5-45s", PollSchedule.growing(Duration.ofSeconds(5), 1.5, Duration.ofSeconds(45)));
    return schedules;
  }

  Simulation simulate(Distribution distribution, PollSchedule schedule) {
    Random random = new Random(SEED);
    Simulation simulation = new Simulation(tasks);
    for (int i = 0; i < tasks; i++) {
      simulation.run(schedule, distribution.draw().apply(random), distribution.showsStart());
    }
    return simulation;
  }

  /** Lets the learning schedule see some tasks first; in a change of regime, most of them are of the time before. */
  Simulation learned(Distribution distribution, int samples) {
    PollSchedule schedule = PollSchedule.learned(new CompletionTimes());
    Random random = new Random(SEED + 1);
    boolean change = distribution.name().equals("regime-change") && samples > 50;
    for (int i = 0; i < samples; i++) {
      Distribution seen = change && i < samples - 50 ? BEFORE_CHANGE : distribution;
      schedule.finished(Simulation.finished(i, seen.draw().apply(random), seen.showsStart()));
    }
    return simulate(distribution, schedule);
  }
}
