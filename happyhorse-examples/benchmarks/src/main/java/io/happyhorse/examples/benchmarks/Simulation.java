package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Polls simulated tasks by a schedule, like a watcher without limits, and measures requests and lag.
 * Times are seconds since the first submission.
 */
final class Simulation {
  private static final Instant START = Instant.ofEpochSecond(1_777_343_862);
  private static final double CHANCE = 0.5;

  private final double failedPolls;
  private final Random random;
  private final double[] lags;
  private long requests;
  private int tasks;

  /**
   * Creates a simulation.
   *
   * @param size the number of tasks
   * @param failedPolls the share of polls without an observation
   * @param seed selects the failed polls
   */
  Simulation(int size, double failedPolls, long seed) {
    this.failedPolls = failedPolls;
    this.random = new Random(seed);
    lags = new double[size];
  }

  /** A simulated task. */
  record Task(TaskId id, double submitted, Distribution.Times times, boolean showsStart) {
    Task(int number, double submitted, Distribution.Times times, boolean showsStart) {
      this(TaskId.of("asyntask_" + number), submitted, times, showsStart);
    }

    VideoTask seenAt(double age) {
      boolean hasStarted = showsStart && age >= times.queued();
      boolean hasEnded = age >= times.total();
      return VideoTask.builder(
              id, hasEnded ? "SUCCESS" : hasStarted ? "IN_PROGRESS" : "QUEUED", at(age))
          .action(TaskAction.GENERATE)
          .timeline(new Timeline(
              at(0), hasStarted ? at(times.queued()) : null, hasEnded ? at(times.total()) : null))
          .build();
    }

    private Instant at(double age) {
      return START.plus(duration(submitted + age));
    }

    /** Returns the last observation. */
    VideoTask finished() {
      return seenAt(times.total());
    }
  }

  /** The polls of one task. */
  private static final class Polls {
    final Task task;
    double dueAtAge;
    int polls;
    int failedPolls;

    @Nullable
    VideoTask last;

    Polls(Task task) {
      this.task = task;
    }

    double due() {
      return task.submitted + dueAtAge;
    }

    PollContext context() {
      boolean isSeenRunning = last != null && last.timeline().startedAt() != null;
      return new PollContext(
          task.id,
          null,
          last,
          duration(dueAtAge),
          isSeenRunning ? duration(dueAtAge - task.times.queued()) : null,
          polls,
          failedPolls,
          null,
          CHANCE);
    }
  }

  /** Polls tasks until all have finished. The first poll of a task is one interval after its submission. */
  void run(PollSchedule schedule, List<Task> submitted) {
    PriorityQueue<Polls> queue = new PriorityQueue<>(Comparator.comparingDouble(Polls::due));
    for (Task task : submitted) {
      Polls polls = new Polls(task);
      polls.dueAtAge = seconds(schedule.next(polls.context()));
      queue.add(polls);
    }
    for (Polls next = queue.poll(); next != null; next = queue.poll()) {
      poll(next, schedule);
      if (next.last == null || !next.last.isFinished()) {
        next.dueAtAge += seconds(schedule.next(next.context()));
        queue.add(next);
      }
    }
  }

  private void poll(Polls polls, PollSchedule schedule) {
    requests++;
    polls.polls++;
    if (random.nextDouble() < failedPolls) {
      polls.failedPolls++;
    } else {
      polls.failedPolls = 0;
      polls.last = polls.task.seenAt(polls.dueAtAge);
      if (polls.last.isFinished()) {
        lags[tasks++] = polls.dueAtAge - polls.task.times.total();
        schedule.finished(polls.last, null);
        return;
      }
    }
    schedule.observed(polls.context());
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  double requestsPerTask() {
    return (double) requests / tasks;
  }

  double meanLag() {
    return Arrays.stream(lags, 0, tasks).average().orElse(0);
  }

  double lagP95() {
    double[] sorted = Arrays.copyOf(lags, tasks);
    Arrays.sort(sorted, 0, tasks);
    return sorted[(int) (0.95 * (tasks - 1))];
  }
}
