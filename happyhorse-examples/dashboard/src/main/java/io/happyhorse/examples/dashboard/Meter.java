package io.happyhorse.examples.dashboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts events in the latest spans of equal length. Thread-safe. */
final class Meter {
  private final long span;
  private final int[] counts;
  private long current;

  Meter(Duration span, int spans) {
    this.span = span.toNanos();
    this.counts = new int[spans];
  }

  synchronized void add(int events, long nanoTime) {
    moveTo(nanoTime);
    counts[Math.floorMod(current, counts.length)] += events;
  }

  /** Returns the counts, the oldest first; the last one is of the span that has not ended. */
  synchronized List<Integer> latest(long nanoTime) {
    moveTo(nanoTime);
    List<Integer> latest = new ArrayList<>(counts.length);
    for (int i = 1; i <= counts.length; i++) {
      latest.add(counts[Math.floorMod(current + i, counts.length)]);
    }
    return latest;
  }

  private void moveTo(long nanoTime) {
    long now = Math.floorDiv(nanoTime, span);
    for (long i = Math.max(current, now - counts.length) + 1; i <= now; i++) {
      counts[Math.floorMod(i, counts.length)] = 0;
    }
    current = Math.max(current, now);
  }
}
