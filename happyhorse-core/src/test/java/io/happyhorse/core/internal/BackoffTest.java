package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = Backoff.doubling(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private final Random random = new Random(7);

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "5, 16", "6, 30", "7, 30", "2000000000, 30"})
  void doubles_up_to_its_limit(int failures, int seconds) {
    assertThat(backoff.pause(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void grows_by_any_factor_and_may_be_zero() {
    assertThat(new Backoff(Duration.ofSeconds(4), 1.25, Duration.ofMinutes(1)).pause(2))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(Backoff.doubling(Duration.ZERO, Duration.ZERO).pause(9)).isZero();
  }

  @Test
  void may_be_practically_unlimited() {
    Duration forever = ChronoUnit.FOREVER.getDuration();

    assertThat(Backoff.doubling(Duration.ofSeconds(1), forever).pause(3))
        .isEqualTo(Duration.ofSeconds(4));
    assertThat(Backoff.doubling(Duration.ofSeconds(1), forever).pause(100)).isEqualTo(forever);
    assertThat(Backoff.doubling(forever, forever).pause(1)).isEqualTo(forever);
    assertThat(Backoff.doubling(forever, forever).withFullJitter(1, random)).isPositive();
    assertThat(Backoff.doubling(forever, forever).withHalfJitter(1, random)).isPositive();
  }

  @Test
  void draws_between_zero_and_the_pause_with_full_jitter() {
    assertThat(drawn(() -> backoff.withFullJitter(2, random)))
        .allMatch(pause -> pause >= 0 && pause <= 2_000)
        .anyMatch(pause -> pause < 100)
        .anyMatch(pause -> pause > 1_900);
  }

  @Test
  void draws_between_half_and_all_of_the_pause_with_half_jitter() {
    assertThat(drawn(() -> backoff.withHalfJitter(2, random)))
        .allMatch(pause -> pause >= 1_000 && pause <= 2_000)
        .anyMatch(pause -> pause < 1_050)
        .anyMatch(pause -> pause > 1_950);
  }

  private static List<Long> drawn(Supplier<Duration> pause) {
    return Stream.generate(pause).limit(1_000).map(Duration::toMillis).toList();
  }
}
