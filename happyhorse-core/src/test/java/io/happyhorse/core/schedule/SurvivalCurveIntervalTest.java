package io.happyhorse.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.happyhorse.core.task.TaskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The interval d of curves with few tasks, for which d H(d) = 6 can be solved by hand. H is the logarithm of the share of tasks
 * that reach the age, divided by the share that reach the age plus d. One additional, hypothetical task reaches t seconds with
 * the probability 60/t.
 */
class SurvivalCurveIntervalTest {
  private final SurvivalCurve curve = new SurvivalCurve();
  private int tasks;

  private void ended(int count, double seconds) {
    for (int i = 0; i < count; i++) {
      curve.ended(TaskId.of("asyntask_" + tasks), tasks++, seconds);
    }
  }

  private void running(int count, double seconds) {
    for (int i = 0; i < count; i++) {
      curve.running(TaskId.of("asyntask_" + tasks), tasks++, seconds);
    }
  }

  private double interval(double age) {
    return curve.interval(age, 3, 60);
  }

  /** d ln((age + d) / max(60, age)) = 6. */
  @ParameterizedTest
  @CsvSource({"30, 39.77", "60, 20.45", "100, 25.98", "240, 39.44"})
  void beyond_all_tasks_is_that_of_a_task_that_ends_no_earlier_than_at_60_s(
      double age, double interval) {
    ended(20, 30);

    assertThat(interval(age)).isCloseTo(interval, within(0.02));
  }

  @Test
  void at_the_age_of_an_end_does_not_count_that_end() {
    ended(20, 100);

    assertThat(interval(100)).isCloseTo(25.98, within(0.02));
  }

  /** d ln((n + 1) / (n + 60 / (60 + d))) = 6, where only n of the 20 + n tasks reach 60 s. */
  @ParameterizedTest
  @CsvSource({"1, 31.65", "2, 41.16"})
  void is_longer_for_each_task_that_is_observed_at_a_greater_age(int atRisk, double interval) {
    ended(20, 10);
    running(atRisk, 1_000);

    assertThat(interval(60)).isCloseTo(interval, within(0.1));
  }

  /** At 80 s one of two tasks was last observed: d (ln(3 / 2.75) + ln(1.75 / (1 + 60 / (60 + d)))) = 6. */
  @Test
  void adds_up_the_hazard_over_the_times_at_which_tasks_were_last_observed() {
    running(1, 80);
    running(1, 100);

    assertThat(interval(60)).isCloseTo(36.65, within(0.1));
  }

  /** One of the three tasks ends early; with the hypothetical one, d ln(4 / 3) = 6. */
  @Test
  void after_an_end_follows_from_the_share_that_ended() {
    ended(1, 10);
    running(2, 1_000);

    assertThat(interval(0)).isCloseTo(20.86, within(0.3));
  }

  @Test
  void counts_a_task_by_its_latest_observation() {
    ended(20, 10);
    curve.running(TaskId.of("asyntask_late"), 100, 40);
    curve.running(TaskId.of("asyntask_late"), 100, 1_000);

    assertThat(interval(60)).isCloseTo(31.65, within(0.1));
  }

  @Test
  void is_beyond_all_ends_at_any_age_if_no_task_has_ended() {
    assertThat(curve.isBeyondAllEnds(0)).isTrue();

    running(3, 200);

    assertThat(curve.isBeyondAllEnds(100)).isTrue();
  }
}
