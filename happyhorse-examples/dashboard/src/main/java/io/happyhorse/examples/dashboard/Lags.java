package io.happyhorse.examples.dashboard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long after their ends tasks were noticed: the latest 500. Thread-safe. */
final class Lags {
  private static final int MOST = 500;

  private final Deque<Duration> latest = new ArrayDeque<>();

  synchronized void add(Duration lag) {
    latest.add(lag.isNegative() ? Duration.ZERO : lag);
    if (latest.size() > MOST) {
      latest.remove();
    }
  }

  /** Returns the least lag that this share of the tasks did not exceed; null without any. */
  synchronized @Nullable Duration quantile(double share) {
    List<Duration> sorted = latest.stream().sorted().toList();
    return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
