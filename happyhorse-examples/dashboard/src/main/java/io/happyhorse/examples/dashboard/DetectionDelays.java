package io.happyhorse.examples.dashboard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long after the ends of tasks polls detected them, for the latest 500 ends. Thread-safe. */
final class DetectionDelays {
  private static final int MAX_DELAYS = 500;

  private final Deque<Duration> latest = new ArrayDeque<>();

  synchronized void add(Duration delay) {
    latest.add(delay.isNegative() ? Duration.ZERO : delay);
    if (latest.size() > MAX_DELAYS) {
      latest.remove();
    }
  }

  /** Returns the smallest delay that at least this share of the ends did not exceed; null if there are no ends. */
  synchronized @Nullable Duration quantile(double share) {
    List<Duration> sorted = latest.stream().sorted().toList();
    return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
