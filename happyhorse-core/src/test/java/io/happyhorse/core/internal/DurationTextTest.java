package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"0, 0 ms", "999, 999 ms", "1000, 1 s", "2449, 2.4 s", "30000, 30 s", "119999, 120 s"})
  void shows_milliseconds_or_seconds_and_a_tenth(long millis, String text) {
    assertThat(DurationText.of(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
