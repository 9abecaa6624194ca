package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-04-28T02:37:42Z");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "2, 2",
    "' 120 ', 120",
    "999999999999, 999999999999",
    "99999999999999999999, 31536000000",
    "'Tue, 28 Apr 2026 02:37:45 GMT', 3",
    "'Tue, 28 Apr 2026 02:37:42 GMT', 0",
    "'Tuesday, 28-Apr-26 02:37:45 GMT', 3",
    "'Tue Apr 28 02:37:45 2026', 3",
    "'Fri May  1 02:37:42 2026', 259200"
  })
  void reads_seconds_and_dates(String header, long seconds) {
    assertThat(RetryAfter.read(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "3.2, PT3.2S",
    "0.25, PT0.25S",
    "' 6. ', PT6S",
    "1.0000000001, PT1.000000001S",
    "99999999999999999999.5, PT8760000H"
  })
  void reads_a_decimal_fraction_and_is_never_early(String header, Duration pause) {
    assertThat(RetryAfter.read(header, NOW)).isEqualTo(pause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1,5", ".5", "1.2.3", "soon", "Mon, 27 Apr 2026 02:37:45 GMT"})
  void does_not_mind_the_rest(String header) {
    assertThat(RetryAfter.read(header, NOW)).isNull();
  }

  @Test
  void is_often_not_there() {
    assertThat(RetryAfter.read(null, NOW)).isNull();
  }
}
