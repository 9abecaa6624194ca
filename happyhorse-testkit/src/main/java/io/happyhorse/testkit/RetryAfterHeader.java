package io.happyhorse.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a client is asked to stay away.
 *
 * @param pause how long; null if the header cannot be read
 * @param isDate whether the header is a date instead of seconds
 * @param text the header if it cannot be read; empty otherwise
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

  /** Returns until when a client is asked to stay away; null if the header cannot be read. */
  @Nullable
  Instant endsAt(Instant now) {
    Instant end = pause == null ? null : now.plus(pause);
    return end != null && isDate ? end.truncatedTo(ChronoUnit.SECONDS) : end;
  }

  /** Returns the value of the header in a response that is sent now. */
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
