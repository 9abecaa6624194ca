package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.examples.benchmarks.Workload.Arrival;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how many requests schedules need, and how late they notice the end, on simulated tasks. */
@Command(
    name = "schedules",
    description = {
      "Requests and lag of schedules on simulated tasks.",
      "arrival: one task every 5 s, or 200 at once; failed_polls: the share of polls without an observation.",
      "same-requests: the fixed interval that needs as many requests as 'learned' with 1,000 samples."
    },
    mixinStandardHelpOptions = true)
final class SchedulesBenchmark implements Runnable {
  private static final long SEED = 20_260_428;
  private static final int SAMPLES = 1_000;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Option(
      names = "--tasks",
      defaultValue = "20000",
      description =
          "Number of simulated tasks per row, in groups of 200 (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Override
  public void run() {
    Table table = new Table(
        System.out,
        json,
        "distribution",
        "arrival",
        "failed_polls",
        "schedule",
        "samples",
        "requests",
        "lag_mean_s",
        "lag_p95_s");
    for (Distribution distribution : Distribution.ALL) {
      for (Arrival arrival : Arrival.values()) {
        for (double failedPolls : new double[] {0, 0.02}) {
          if (arrival == Arrival.BURST || !distribution.isNew()) {
            int groups = Math.max(1, tasks / Workload.GROUP);
            print(table, new Workload(distribution, arrival, failedPolls, groups, SEED));
          }
        }
      }
    }
  }

  private static void print(Table table, Workload workload) {
    schedules()
        .forEach((name, schedule) -> row(table, workload, name, 0, workload.simulate(schedule)));
    row(table, workload, "learned", 0, workload.learned(0));
    row(table, workload, "learned", 20, workload.learned(20));
    Simulation learned = workload.learned(SAMPLES);
    row(table, workload, "learned", SAMPLES, learned);
    Duration interval = workload.fixedIntervalFor(learned.requestsPerTask());
    row(table, workload, "same-requests", 0, workload.simulate(PollSchedule.fixed(interval)));
  }

  private static void row(
      Table table, Workload workload, String schedule, int samples, Simulation result) {
    table.row(
        workload.distribution().name(),
        workload.arrival().name().toLowerCase(Locale.ROOT),
        workload.failedPolls(),
        schedule,
        samples,
        result.requestsPerTask(),
        result.meanLag(),
        result.lagP95());
  }

  /** Returns the schedules of the vendor's page, of an impatient client, of the upstream's SDK and of gax. */
  private static Map<String, PollSchedule> schedules() {
    Map<String, PollSchedule> schedules = new LinkedHashMap<>();
    schedules.put("fixed-15s", PollSchedule.fixed(Duration.ofSeconds(15)));
    schedules.put("fixed-2s", PollSchedule.fixed(Duration.ofSeconds(2)));
    schedules.put(
        "1-2-4-5s",
        context -> Duration.ofSeconds(Math.min(5, 1L << Math.min(3, context.polls() / 3))));
    schedules.put(
        "5s-x1.5-45s",
        PollSchedule.exponential(Duration.ofSeconds(5), 1.5, Duration.ofSeconds(45)));
    return schedules;
  }
}
