package io.happyhorse.core.schedule;

import static io.happyhorse.core.schedule.CompletionTimesFixture.ID;
import static io.happyhorse.core.schedule.CompletionTimesFixture.queued;
import static io.happyhorse.core.schedule.CompletionTimesFixture.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimated remaining time of a task. */
class LearnedEtaTest {
  private final CompletionTimesFixture fixture = new CompletionTimesFixture();

  /** The distribution of the durations of tasks. */
  enum Distribution {
    LOGNORMAL,
    UNIFORM,
    EXPONENTIAL,
    TWO_KINDS
  }

  @ParameterizedTest
  @CsvSource({
    "LOGNORMAL, 0",
    "LOGNORMAL, 60",
    "LOGNORMAL, 110",
    "UNIFORM, 0",
    "UNIFORM, 100",
    "UNIFORM, 150",
    "EXPONENTIAL, 0",
    "EXPONENTIAL, 60",
    "TWO_KINDS, 0",
    "TWO_KINDS, 60"
  })
  void is_calibrated(Distribution distribution, double age) {
    fixture.learn(1_000, () -> seconds(distribution));
    Duration low = Objects.requireNonNull(fixture.times.eta(queued(age), Duration.ZERO, 0.1));
    Duration high = Objects.requireNonNull(fixture.times.eta(queued(age), Duration.ZERO, 0.9));

    int inBand = 0;
    int remaining = 0;
    for (int i = 0; i < 60_000; i++) {
      double seconds = seconds(distribution);
      if (seconds > age) {
        remaining++;
        double left = seconds - age;
        inBand += left >= Intervals.seconds(low) && left <= Intervals.seconds(high) ? 1 : 0;
      }
    }

    assertThat(100.0 * inBand / remaining).isBetween(77.0, 83.0);
  }

  private double seconds(Distribution distribution) {
    return switch (distribution) {
      case LOGNORMAL -> fixture.lognormal(100, 0.3);
      case UNIFORM -> 60 + 120 * fixture.random.nextDouble();
      case EXPONENTIAL -> 20 - 80 * Math.log(1 - fixture.random.nextDouble());
      case TWO_KINDS ->
        fixture.random.nextInt(3) == 0 ? fixture.lognormal(200, 0.2) : fixture.lognormal(80, 0.2);
    };
  }

  @Test
  void decreases_as_time_passes_without_an_observation() {
    fixture.learn(100, () -> 100);

    assertThat(fixture.times.eta(queued(40), Duration.ZERO, 0.5)).isEqualTo(Duration.ofSeconds(60));
    assertThat(fixture.times.eta(queued(40), Duration.ofSeconds(20), 0.5))
        .isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void uses_the_start_of_a_running_task() {
    for (int i = 0; i < 100; i++) {
      fixture.times.add(fixture.nextTask("generate", 500, 90.0));
    }

    assertThat(fixture.times.eta(running(300, 30), Duration.ZERO, 0.8))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void is_unknown_with_too_few_samples_or_for_too_old_a_task() {
    assertThat(fixture.times.eta(queued(40), Duration.ZERO, 0.5)).isNull();
    fixture.learn(100, () -> 100);
    assertThat(fixture.times.eta(queued(101), Duration.ZERO, 0.5)).isNull();
    assertThat(fixture.times.eta(
            VideoTask.builder(ID, "QUEUED", Instant.EPOCH).build(), Duration.ZERO, 0.5))
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void is_refused_for_a_share_out_of_range(double share) {
    assertThatThrownBy(() -> fixture.times.eta(queued(1), Duration.ZERO, share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A share of tasks must be more than 0 and less than 1, not " + share + ".");
  }
}
