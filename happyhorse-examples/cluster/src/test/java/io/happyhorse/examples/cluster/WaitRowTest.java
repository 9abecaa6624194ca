package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitRowTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.123456Z");

  static Stream<@Nullable String> kinds() {
    return Stream.of(null, "1080P/15s", "-", "with blanks\nand ä", "");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void parsing_returns_the_row_that_was_written(@Nullable String kind) {
    WaitRow row = WaitRow.begin(NOW, Duration.ofMinutes(30), kind);

    assertThat(WaitRow.parse(row.toText())).isEqualTo(row);
    assertThat(row.toText()).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "a b c", "now PT1M - state", "2026-11-25T10:00:00Z long - state"})
  void a_damaged_row_is_rejected(String text) {
    assertThatThrownBy(() -> WaitRow.parse(text)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void the_age_is_never_negative() {
    WaitRow row = WaitRow.begin(NOW, Duration.ofMinutes(30), null);

    assertThat(row.age(NOW.minusSeconds(1))).isZero();
    assertThat(row.age(NOW.plusSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }
}
