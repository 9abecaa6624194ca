package io.happyhorse.examples.dashboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Counts events per interval, for the latest intervals. Thread-safe. */
final class Meter {
  private final long interval;
  private final int[] counts;
  private long current;

  Meter(Duration interval, int intervals) {
    this.interval = interval.toNanos();
    this.counts = new int[intervals];
  }

  synchronized void add(int events, long nanoTime) {
    moveTo(nanoTime);
    counts[Math.floorMod(current, counts.length)] += events;
  }

  /** Returns the counts, the oldest first. The last one is that of the current interval. */
  synchronized List<Integer> counts(long nanoTime) {
    moveTo(nanoTime);
    List<Integer> oldestFirst = new ArrayList<>(counts.length);
    for (int i = 1; i <= counts.length; i++) {
      oldestFirst.add(counts[Math.floorMod(current + i, counts.length)]);
    }
    return oldestFirst;
  }

  private void moveTo(long nanoTime) {
    long now = Math.floorDiv(nanoTime, interval);
    for (long i = Math.max(current, now - counts.length) + 1; i <= now; i++) {
      counts[Math.floorMod(i, counts.length)] = 0;
    }
    current = Math.max(current, now);
  }
}
