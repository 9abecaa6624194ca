package io.happyhorse.core.task;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Instants without a fraction of a second. The tasks that were submitted in the same second share one, since there may be a million
 * tasks: the most recently used instants are kept, one for each remainder of the second. Thread-safe.
 */
final class WholeSeconds {
  /** More than an hour. */
  private static final int KEPT = 4_096;

  private static final AtomicReferenceArray<Instant> INSTANTS = new AtomicReferenceArray<>(KEPT);

  private WholeSeconds() {}

  /** Returns the instant of a Unix time in seconds, 0 or more. */
  static Instant instant(long second) {
    int place = (int) (second % KEPT);
    Instant kept = INSTANTS.get(place);
    if (kept == null || kept.getEpochSecond() != second) {
      kept = Instant.ofEpochSecond(second);
      INSTANTS.set(place, kept);
    }
    return kept;
  }
}
