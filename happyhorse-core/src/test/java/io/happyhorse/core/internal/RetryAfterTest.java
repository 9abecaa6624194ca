package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
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
    "99999999999999999999.5, PT8760000H",
    "3s, PT3S",
    "1.5S, PT1.5S",
    "2 seconds, PT2S",
    "1 sec, PT1S",
    "250ms, PT0.25S",
    "0.0000001ms, PT0.000000001S",
    "99999999999999999999ms, PT8760000H"
  })
  void reads_a_decimal_fraction_and_rounds_up(String header, Duration pause) {
    assertThat(RetryAfter.read(header, NOW)).isEqualTo(pause);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "1,5",
        ".5",
        "1.2.3",
        "soon",
        "3x",
        "ms",
        "-3s",
        "Mon, 27 Apr 2026 02:37:45 GMT"
      })
  void ignores_any_other_text(String header) {
    assertThat(RetryAfter.read(header, NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2, , PT2S",
    ", 1500, PT1.5S",
    "2, 1500, PT2S",
    "1, 1500, PT1.5S",
    "soon, 1500, PT1.5S",
    "2, soon, PT2S",
    "2, -1, PT2S",
    "'Tue, 28 Apr 2026 02:37:45 GMT', 1500, PT3S"
  })
  void is_the_longer_of_two_headers(
      @Nullable String seconds, @Nullable String millis, Duration pause) {
    String text = RetryAfter.in(name -> name.equals("Retry-After") ? seconds : millis);

    assertThat(RetryAfter.read(text, NOW)).isEqualTo(pause);
  }

  @Test
  void may_be_absent() {
    assertThat(RetryAfter.read(null, NOW)).isNull();
  }
}
