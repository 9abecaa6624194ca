package io.happyhorse.core.task;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Instants without a fraction of a second. Since there may be a million tasks, those submitted in the same second share one. Holds the
 * latest instant for each remainder of the second. Thread-safe.
 */
final class WholeSeconds {
  private static final int HOUR = 3_600;

  private static final AtomicReferenceArray<Instant> INSTANTS = new AtomicReferenceArray<>(HOUR);

  private WholeSeconds() {}

  /** Returns the instant of a Unix time in seconds, 0 or more. */
  static Instant instant(long second) {
    int place = (int) (second % HOUR);
    Instant known = INSTANTS.get(place);
    if (known == null || known.getEpochSecond() != second) {
      known = Instant.ofEpochSecond(second);
      INSTANTS.set(place, known);
    }
    return known;
  }
}
