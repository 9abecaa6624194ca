package io.happyhorse.examples.benchmarks.peers.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TaskPlanTest {
  private static final TaskPlan PLAN = new TaskPlan(5_000, 15_000, 45_000, 20);

  @Test
  void tasks_take_times_between_the_limits() {
    assertThat(millis(PLAN).summaryStatistics()).satisfies(times -> {
      assertThat(times.getMin()).isBetween(15_000L, 15_100L);
      assertThat(times.getMax()).isBetween(44_900L, 44_999L);
      assertThat(times.getAverage()).isCloseTo(30_000, within(500.0));
    });
  }

  @Test
  void another_process_reads_the_same_tasks_from_the_text() {
    TaskPlan read = TaskPlan.parse(PLAN.toString());

    assertThat(read).isEqualTo(PLAN);
    assertThat(millis(read).toArray()).isEqualTo(millis(PLAN).toArray());
  }

  @Test
  void a_plan_has_an_id_per_task() {
    assertThat(new TaskPlan(2, 1, 2, 0).ids())
        .containsExactly("asyntask_peer_0", "asyntask_peer_1");
  }

  private static LongStream millis(TaskPlan plan) {
    return IntStream.range(0, plan.tasks()).mapToLong(plan::millis);
  }
}
