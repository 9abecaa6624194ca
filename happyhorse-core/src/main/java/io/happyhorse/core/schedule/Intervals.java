package io.happyhorse.core.schedule;

import java.time.Duration;

/** Validates and computes intervals. */
final class Intervals {
  private static final double NANOS = 1e9;

  private Intervals() {}

  static Duration positive(Duration value, String name) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "The " + name + " of a schedule must be more than zero, not " + value + ".");
    }
    return value;
  }

  static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / NANOS;
  }

  static Duration ofSeconds(double seconds) {
    return Duration.ofNanos(Math.max(1, Math.round(seconds * NANOS)));
  }

  static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
