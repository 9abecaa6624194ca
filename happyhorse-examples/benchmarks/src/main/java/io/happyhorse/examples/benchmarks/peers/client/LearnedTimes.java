package io.happyhorse.examples.benchmarks.peers.client;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.examples.benchmarks.peers.gateway.TaskPlan;
import java.time.Duration;
import java.time.Instant;

/** The times of 1,000 earlier tasks, which follow the same distribution as those of the trial, with another seed. */
final class LearnedTimes {
  private static final int TASKS = 1_000;
  private static final Duration EARLIER = Duration.ofHours(3);
  private static final int SECONDS_APART = 5;

  private LearnedTimes() {}

  static CompletionTimes of(TaskPlan plan) {
    CompletionTimes times = new CompletionTimes();
    TaskPlan earlier =
        new TaskPlan(TASKS, plan.shortestMillis(), plan.longestMillis(), ~plan.seed());
    Instant first = Instant.now().minus(EARLIER);
    for (int i = 0; i < TASKS; i++) {
      times.add(task(i, first.plusSeconds((long) i * SECONDS_APART), earlier.millis(i)));
    }
    return times;
  }

  private static VideoTask task(int number, Instant submitted, long millis) {
    Instant ended = submitted.plusMillis(millis);
    return VideoTask.builder(TaskId.of("asyntask_earlier_" + number), "SUCCESS", ended)
        .action(TaskAction.GENERATE)
        .timeline(new Timeline(submitted, submitted, ended))
        .build();
  }
}
