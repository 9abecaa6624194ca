package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Completion times, a schedule that learns them, and tasks to learn from. All times are in seconds. */
final class CompletionTimesFixture {
  static final long SUBMITTED = 1_777_343_862;
  static final TaskId ID = TaskId.of("asyntask_A");

  final CompletionTimes times = new CompletionTimes();
  final PollSchedule schedule = PollSchedule.learned(times);
  final Random random = new Random(11);
  private int tasks;

  /** Returns a finished task that was submitted one second after the previous one. */
  VideoTask nextTask(String action, double seconds, @Nullable Double rendering) {
    Instant submitted = Instant.ofEpochSecond(SUBMITTED - 100_000 + tasks);
    return taskFinished("asyntask_" + tasks++, submitted, action, seconds, rendering);
  }

  static VideoTask taskFinished(
      String id, Instant submitted, String action, double seconds, @Nullable Double rendering) {
    Instant end = submitted.plusMillis(Math.round(seconds * 1_000));
    Instant start = rendering == null ? null : end.minusMillis(Math.round(rendering * 1_000));
    return VideoTask.builder(TaskId.of(id), "SUCCESS", end)
        .action(new TaskAction(action))
        .timeline(new Timeline(submitted, start, end))
        .build();
  }

  static VideoTask queued(double age) {
    return observation("QUEUED", age, 0);
  }

  static VideoTask running(double age, double runningFor) {
    return observation("IN_PROGRESS", age, SUBMITTED + Math.round(age - runningFor));
  }

  private static VideoTask observation(String status, double age, long start) {
    return VideoTask.builder(ID, status, Instant.ofEpochSecond(SUBMITTED + Math.round(age)))
        .action(TaskAction.GENERATE)
        .timeline(Timeline.ofUnixTimes(SUBMITTED, start, 0))
        .build();
  }

  static VideoTask runningSince(String id, Instant submitted, double age) {
    return VideoTask.builder(
            TaskId.of(id), "IN_PROGRESS", submitted.plusMillis(Math.round(age * 1_000)))
        .action(TaskAction.GENERATE)
        .timeline(new Timeline(submitted, null, null))
        .build();
  }

  /** Learns from a number of finished tasks. */
  void learn(int count, DoubleSupplier seconds) {
    for (int i = 0; i < count; i++) {
      schedule.finished(nextTask("generate", seconds.getAsDouble(), null), null);
    }
  }

  double lognormal(double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }

  double interval(@Nullable VideoTask last, double age, @Nullable Double runningFor) {
    return interval(null, last, age, runningFor, 0);
  }

  double interval(
      @Nullable String kind,
      @Nullable VideoTask last,
      double age,
      @Nullable Double runningFor,
      int failedPolls) {
    return Intervals.seconds(schedule.next(context(kind, last, age, runningFor, failedPolls)));
  }

  static PollContext context(
      @Nullable String kind,
      @Nullable VideoTask last,
      double age,
      @Nullable Double runningFor,
      int failedPolls) {
    return new PollContext(
        ID,
        kind,
        last,
        Intervals.ofSeconds(age),
        runningFor == null ? null : Intervals.ofSeconds(runningFor),
        1,
        failedPolls,
        null,
        0.5);
  }

  /** Returns the number of ended tasks under a key of the saved text. */
  long endedTasks(String key) {
    return lifetimes(key).filter(each -> !each.contains("+")).count();
  }

  /** Returns the tasks under a key of the saved text. */
  Stream<String> lifetimes(String key) {
    return times
        .save()
        .lines()
        .filter(line -> line.startsWith(key + "\t"))
        .flatMap(line -> Arrays.stream(line.split("\t", -1)).skip(1));
  }
}
