package io.happyhorse.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact number of tasks after which a curve detects a change and removes the tasks of the earlier distribution. */
class SurvivalCurveChangeTest {
  private final SurvivalCurve curve = new SurvivalCurve();
  private int tasks;

  private void endedInOrder(int count, double seconds) {
    for (int i = 0; i < count; i++) {
      ended(tasks, seconds + i);
    }
  }

  private void ended(long submitted, double seconds) {
    curve.ended(TaskId.of("asyntask_" + tasks++), submitted, seconds);
  }

  @ParameterizedTest
  @CsvSource({"18, 38", "19, 39", "20, 20", "21, 21"})
  void is_first_tested_with_40_ended_tasks(int latest, int kept) {
    endedInOrder(20, 100);
    endedInOrder(latest, 1_000);

    assertThat(curve.inOrder()).hasSize(kept);
  }

  @ParameterizedTest
  @CsvSource({"39, 59", "40, 20"})
  void is_tested_at_every_20th_observation(int earlier, int kept) {
    for (int i = 0; i < earlier; i++) {
      ended(tasks, 100);
    }
    endedInOrder(20, 1_000);

    assertThat(curve.inOrder()).hasSize(kept);
  }

  @Test
  void keeps_all_tasks_of_the_second_in_which_it_begins() {
    endedInOrder(39, 100);
    ended(39, 1_000);
    ended(39, 1_001);
    for (int submitted = 40; submitted < 59; submitted++) {
      ended(submitted, 1_000 + submitted);
    }

    assertThat(curve.inOrder())
        .extracting(Lifetime::submitted)
        .hasSize(21)
        .startsWith(39L, 39L, 40L);
  }

  @Test
  void removes_the_tasks_submitted_before_it() {
    endedInOrder(20, 100);
    endedInOrder(20, 1_000);
    assertThat(curve.inOrder()).hasSize(20);

    ended(19, 100);
    assertThat(curve.inOrder()).hasSize(20);

    ended(20, 1_000);
    assertThat(curve.inOrder()).hasSize(21);
  }
}
