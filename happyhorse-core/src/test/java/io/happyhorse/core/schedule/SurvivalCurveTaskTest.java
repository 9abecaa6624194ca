package io.happyhorse.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import org.junit.jupiter.api.Test;

class SurvivalCurveTaskTest {
  private static final TaskId ONE = TaskId.of("asyntask_Aa");
  private static final TaskId OTHER = TaskId.of("asyntask_BB");

  private final SurvivalCurve curve = new SurvivalCurve();

  @Test
  void is_distinguished_from_another_whose_id_has_the_same_hash() {
    assertThat(ONE).hasSameHashCodeAs(OTHER);

    for (TaskId kept : new TaskId[] {ONE, OTHER}) {
      curve.running(ONE, 1, 40);
      curve.running(OTHER, 1, 40);
      curve.forget(kept.equals(ONE) ? OTHER : ONE);

      assertThat(curve.inOrder()).singleElement().extracting(Lifetime::running).isEqualTo(kept);
      curve.forget(kept);
    }
  }

  @Test
  void is_counted_in_addition_to_an_equal_one() {
    curve.ended(ONE, 1, 40);
    curve.ended(OTHER, 1, 40);

    assertThat(curve.inOrder()).hasSize(2);
    assertThat(curve.interval(0, 3, 60)).isBetween(39.9, 40.1);
  }

  @Test
  void has_the_submission_time_of_its_latest_observation() {
    curve.running(ONE, 1, 40);
    curve.running(OTHER, 5, 40);

    curve.running(ONE, 9, 50);

    assertThat(curve.inOrder()).extracting(Lifetime::running).containsExactly(OTHER, ONE);
    assertThat(curve.inOrder()).extracting(Lifetime::submitted).containsExactly(5L, 9L);
  }
}
