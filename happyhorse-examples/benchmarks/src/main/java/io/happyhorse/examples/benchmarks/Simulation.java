package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.PollMoment;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lets a schedule ask for simulated tasks from their submission on, and counts requests and lag. Times are seconds. */
final class Simulation {
  private static final Instant SUBMITTED = Instant.ofEpochSecond(1_777_343_862);
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final double CHANCE = 0.5;

  private long requests;
  private final double[] lags;
  private int tasks;

  Simulation(int size) {
    lags = new double[size];
  }

  void run(PollSchedule schedule, Distribution.Times times, boolean showsStart) {
    double age = 0;
    int polls = 0;
    VideoTask last = null;
    while (age < times.total()) {
      boolean running = last != null && last.timeline().startedAt() != null;
      age += seconds(schedule.next(new PollMoment(
          last,
          duration(age),
          running ? duration(age - times.queued()) : null,
          polls,
          null,
          CHANCE)));
      polls++;
      last = seen(age, showsStart && age >= times.queued() ? times.queued() : -1);
    }
    requests += polls;
    lags[tasks++] = age - times.total();
  }

  static VideoTask finished(int number, Distribution.Times times, boolean showsStart) {
    return VideoTask.observed(TaskId.of("asyntask_" + number), "SUCCESS", at(times.total()))
        .action(TaskAction.GENERATE)
        .timeline(
            new Timeline(SUBMITTED, showsStart ? at(times.queued()) : null, at(times.total())))
        .build();
  }

  private static VideoTask seen(double age, double startedAt) {
    return VideoTask.observed(ID, startedAt < 0 ? "QUEUED" : "IN_PROGRESS", at(age))
        .action(TaskAction.GENERATE)
        .timeline(new Timeline(SUBMITTED, startedAt < 0 ? null : at(startedAt), null))
        .build();
  }

  private static Instant at(double seconds) {
    return SUBMITTED.plus(duration(seconds));
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static double seconds(@Nullable Duration duration) {
    return duration == null ? 0 : duration.toNanos() / 1e9;
  }

  double requestsPerTask() {
    return (double) requests / tasks;
  }

  double meanLag() {
    return Arrays.stream(lags, 0, tasks).average().orElse(0);
  }

  double lagP95() {
    double[] sorted = Arrays.copyOf(lags, tasks);
    Arrays.sort(sorted);
    return sorted[(int) (0.95 * (tasks - 1))];
  }
}
