package io.happyhorse.testkit;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations in messages. */
final class Seconds {
  private Seconds() {}

  /** Returns a duration such as {@code 5 s} or {@code 0.25 s}. */
  static String text(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
