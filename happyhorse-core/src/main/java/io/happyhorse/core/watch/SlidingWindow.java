package io.happyhorse.core.watch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the requests in a window of time that ends now, with a resolution of 10 ms. Times are ticks. Not thread-safe. */
final class SlidingWindow {
  private static final long SLOT = TimeUnit.MILLISECONDS.toNanos(10);

  private final long[] counts;
  private long latest;
  private long total;

  SlidingWindow(Duration length) {
    counts =
        new long[(int) (length.toNanos() / SLOT) + 1]; // the window may begin and end within a slot
  }

  void add(int requests, long now) {
    long slot = Math.max(latest, now / SLOT);
    for (long passed = latest + 1; passed <= Math.min(slot, latest + counts.length); passed++) {
      total -= counts[index(passed)];
      counts[index(passed)] = 0;
    }
    latest = slot;
    counts[index(slot)] += requests;
    total += requests;
  }

  /** Returns the earliest time at which at most this number of requests, zero or more, are in the window. */
  long hasAtMost(long requests) {
    long count = total;
    long slot = latest - counts.length;
    while (count > requests) {
      slot++;
      count -= counts[index(slot)];
    }
    return count == total ? 0 : (slot + counts.length) * SLOT;
  }

  private int index(long slot) {
    return (int) Math.floorMod(slot, (long) counts.length);
  }
}
