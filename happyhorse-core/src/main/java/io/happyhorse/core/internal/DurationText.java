package io.happyhorse.core.internal;

import java.time.Duration;

/** Durations in messages. */
public final class DurationText {
  private static final long SECOND = 1_000;

  private DurationText() {}

  /**
   * Returns a duration such as {@code 200 ms}, {@code 2.5 s} or {@code 30 s}, rounded to a tenth of a second if it is a second or more.
   *
   * @param duration a duration, such as a time limit
   * @return number and unit
   */
  public static String of(Duration duration) {
    long millis = duration.toMillis();
    if (millis < SECOND) {
      return millis + " ms";
    }
    long tenths = Math.round(millis / 100.0);
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
  }
}
