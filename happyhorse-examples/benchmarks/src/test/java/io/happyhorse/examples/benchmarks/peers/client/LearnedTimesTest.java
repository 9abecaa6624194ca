package io.happyhorse.examples.benchmarks.peers.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.examples.benchmarks.peers.gateway.TaskPlan;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LearnedTimesTest {
  @Test
  void half_of_the_earlier_tasks_took_half_of_the_range() {
    CompletionTimes times = LearnedTimes.of(new TaskPlan(1_000, 15_000, 45_000, 20));
    Instant submitted = Instant.ofEpochSecond(1_777_343_862);
    VideoTask task = VideoTask.builder(TaskId.of("asyntask_1"), "IN_PROGRESS", submitted)
        .action(TaskAction.GENERATE)
        .timeline(new Timeline(submitted, submitted, null))
        .build();

    assertThat(times.eta(task, Duration.ZERO, 0.5))
        .isBetween(Duration.ofSeconds(28), Duration.ofSeconds(32));
  }
}
