package io.happyhorse.feign;

import io.happyhorse.core.time.TimeSource;
import java.time.Duration;

/**
 * The time that one call has, and the time that it has spent. Requests are measured in real time; pauses are measured by the time
 * source. Not thread-safe.
 */
final class CallBudget {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Duration within;
  private final TimeSource time;
  private Duration spent = Duration.ZERO;

  /** Creates an unspent budget for pauses on a time source. */
  CallBudget(Duration within, TimeSource time) {
    this.within = within;
    this.time = time;
  }

  /** Returns the time limit of the call. */
  Duration within() {
    return within;
  }

  /** Returns the time that requests and pauses have taken. */
  Duration spent() {
    return spent;
  }

  /** Returns whether time for another request is left after a pause. */
  boolean allows(Duration pause) {
    return pause.compareTo(left()) < 0;
  }

  /** Returns the limits of the next request, each limited to the remaining time. Each is at least 1 ms, since 0 means no limit. */
  Timeouts limit(Duration connect, Duration whole) {
    return new Timeouts(limit(connect), limit(whole));
  }

  private Duration limit(Duration timeout) {
    Duration left = left();
    Duration shorter = left.compareTo(timeout) < 0 ? left : timeout;
    return shorter.compareTo(SHORTEST) < 0 ? SHORTEST : shorter;
  }

  private Duration left() {
    return within.minus(spent);
  }

  /** Returns the start of a request, for {@link #endRequest}. */
  static long startRequest() {
    return TimeSource.system().nanoTime();
  }

  /** Spends the real time since the start of a request. */
  void endRequest(long start) {
    spent = spent.plus(TimeSource.system().since(start));
  }

  /** Pauses on the time source, unless the duration is zero. If an interrupt ends the pause, the thread stays interrupted. */
  void pause(Duration duration) {
    if (duration.isZero()) {
      return;
    }
    long start = time.nanoTime();
    try {
      time.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    spent = spent.plus(time.since(start));
  }
}
