package io.happyhorse.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Retry-After}.
 *
 * @param pause the requested pause; null if the header is invalid
 * @param isDate whether the header is a date instead of seconds
 * @param text the header if it is invalid; empty otherwise
 */
record RetryAfterHeader(@Nullable Duration pause, boolean isDate, String text) {
  static RetryAfterHeader inSeconds(Duration pause) {
    return new RetryAfterHeader(wholeSeconds(pause), false, "");
  }

  static RetryAfterHeader asDate(Duration pause) {
    return new RetryAfterHeader(wholeSeconds(pause), true, "");
  }

  private static Duration wholeSeconds(Duration pause) {
    if (pause.isNegative() || !pause.equals(pause.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("Retry-After cannot be " + pause
          + ": use whole seconds, zero or more, or retryAfterText for a broken header.");
    }
    return pause;
  }

  /** Returns when the requested pause ends; null if the header is invalid. */
  @Nullable
  Instant endsAt(Instant now) {
    Instant end = pause == null ? null : now.plus(pause);
    return end != null && isDate ? end.truncatedTo(ChronoUnit.SECONDS) : end;
  }

  /** Returns the value of the header at an instant. */
  String value(Instant now) {
    if (pause == null) {
      return text;
    }
    return isDate ? HttpDate.of(now.plus(pause)) : Long.toString(pause.toSeconds());
  }

  @Override
  public String toString() {
    return "Retry-After " + (pause == null ? text : pause);
  }
}
