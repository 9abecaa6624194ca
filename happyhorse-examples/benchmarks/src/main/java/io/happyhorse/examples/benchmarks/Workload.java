package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Many tasks whose times follow one distribution, in groups of 200. A learned schedule is created and trained before each group, so
 * that it has learned equally much for each.
 *
 * @param distribution the distribution of their times
 * @param arrival how the tasks of a group are submitted
 * @param failedPolls the share of polls without an observation
 * @param groups the number of groups
 * @param seed the seed of all random numbers
 */
record Workload(
    Distribution distribution, Arrival arrival, double failedPolls, int groups, long seed) {
  static final int GROUP = 200;
  private static final double GAP = 5;
  private static final int SAMPLES_OF_NEW_LAW = 50;
  private static final double SHORTEST = 5;
  private static final double LONGEST = 100;
  private static final int HALVINGS = 10;

  /** The times of submission. */
  enum Arrival {
    /** One every 5 s. */
    STEADY,
    /** All at once. */
    BURST
  }

  /** Polls all groups by a schedule that does not learn. */
  Simulation simulate(PollSchedule schedule) {
    return simulate(schedule, 0);
  }

  /** Polls all groups by a learned schedule, trained with a number of tasks before each group. */
  Simulation learned(int samples) {
    return simulate(null, samples);
  }

  private Simulation simulate(@Nullable PollSchedule given, int samples) {
    Simulation simulation = new Simulation(groups * GROUP, failedPolls, seed);
    Random random = new Random(seed + 1);
    for (int group = 0; group < groups; group++) {
      List<Simulation.Task> tasks = new ArrayList<>();
      for (int i = 0; i < GROUP; i++) {
        tasks.add(task(i, arrival == Arrival.BURST ? 0 : i * GAP, distribution.law(), random));
      }
      simulation.run(given == null ? trained(samples, seed + 2 + group) : given, tasks);
    }
    return simulation;
  }

  /** Returns the fixed interval that needs as many requests as a simulation did. */
  Duration fixedIntervalFor(double requestsPerTask) {
    double low = SHORTEST;
    double high = LONGEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (simulate(PollSchedule.fixed(seconds(middle))).requestsPerTask() > requestsPerTask) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return seconds(high);
  }

  /** Returns a schedule that has learned from tasks that were submitted steadily and ended before the simulated ones. */
  PollSchedule trained(int samples, long trainingSeed) {
    PollSchedule schedule = PollSchedule.learned(new CompletionTimes());
    Random random = new Random(trainingSeed);
    for (int i = 0; i < samples; i++) {
      boolean isBeforeChange = i < samples - SAMPLES_OF_NEW_LAW;
      schedule.finished(
          task(
                  i - samples,
                  (i - samples) * GAP - 1_000,
                  distribution.learnedLaw(isBeforeChange),
                  random)
              .finished(),
          null);
    }
    return schedule;
  }

  private Simulation.Task task(int number, double submitted, Distribution.Law law, Random random) {
    String id = "asyntask_" + (number < 0 ? "earlier_" + -number : number);
    return new Simulation.Task(
        TaskId.of(id), submitted, law.draw(random), distribution.showsStart());
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
