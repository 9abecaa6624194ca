package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TryPolicyTest {
  private final Random random = new Random(7);

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "4, 4000", "5, 4000"})
  void pauses_for_a_random_time_up_to_a_limit_that_doubles(int attempt, long limitMillis) {
    List<Double> pauses = IntStream.range(0, 2_000)
        .mapToObj(i -> Objects.requireNonNull(TryPolicy.DEFAULT.pauseAfter(attempt, null, random))
                .toNanos()
            / 1e6)
        .toList();

    assertThat(pauses).allMatch(millis -> millis >= 0 && millis <= limitMillis);
    assertThat(pauses.stream().mapToDouble(Double::doubleValue).average().orElse(0))
        .isBetween(limitMillis * 0.47, limitMillis * 0.53);
    assertThat(pauses)
        .anyMatch(millis -> millis < limitMillis * 0.05)
        .anyMatch(millis -> millis > limitMillis * 0.95);
  }

  @Test
  void pauses_exactly_for_a_Retry_After_of_up_to_2_s() {
    assertThat(TryPolicy.DEFAULT.pauseAfter(1, Duration.ofSeconds(2), random))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(TryPolicy.DEFAULT.pauseAfter(1, Duration.ofMillis(2_001), random))
        .isNull();
  }

  @Test
  void does_not_shorten_a_pause_because_of_Retry_After() {
    assertThat(IntStream.range(0, 100)
            .mapToObj(i -> TryPolicy.DEFAULT.pauseAfter(2, Duration.ZERO, random)))
        .anyMatch(pause -> pause != null && pause.toMillis() > 500);
  }
}
