package io.happyhorse.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.happyhorse.core.task.TaskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivalCurveRemainingTest {
  private final SurvivalCurve curve = new SurvivalCurve();
  private int tasks;

  private void ended(double seconds) {
    curve.ended(TaskId.of("asyntask_" + tasks), tasks++, seconds);
  }

  private void running(double seconds) {
    curve.running(TaskId.of("asyntask_" + tasks), tasks++, seconds);
  }

  /** Each of 19 ends is one of 20 equal shares; the last share has no end. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.01, 10",
    "0, 0.05, 10",
    "0, 0.075, 15",
    "0, 0.525, 105",
    "0, 0.94, 188",
    "0, 0.99, 190",
    "5, 0.525, 100",
    "90, 0.01, 10"
  })
  void is_interpolated_between_two_ends(double age, double share, double remaining) {
    for (int i = 1; i <= 19; i++) {
      ended(10 * i);
    }

    assertThat(curve.remaining(age, share)).hasValueCloseTo(remaining, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"89, true", "90, true", "99, true", "100, false", "190, false"})
  void is_known_with_10_ends_after_the_age(double age, boolean isKnown) {
    for (int i = 1; i <= 19; i++) {
      ended(10 * i);
    }

    assertThat(curve.remaining(age, 0.5).isPresent()).isEqualTo(isKnown);
  }

  @Test
  void is_not_known_of_a_share_that_is_still_running() {
    for (int i = 1; i <= 10; i++) {
      ended(10 * i);
      running(200);
    }

    assertThat(curve.remaining(0, 0.4)).isPresent();
    assertThat(curve.remaining(0, 0.6)).isEmpty();
  }
}
