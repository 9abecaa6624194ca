package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import java.time.Duration;

/**
 * Limits the requests of all tasks of a watcher: a mean rate, at most a tenth more in any second, and pauses when the gateway requests
 * a pause, is overloaded or is down. While it is down, one request every 5 s probes whether it is available again. Times are ticks. Not
 * thread-safe.
 */
final class RequestThrottle {
  private static final long SECOND = 1_000_000_000L;
  private static final long RECOVERY = 10 * SECOND;

  /** The maximum time lost by late timers that is made up for, in ticks. */
  private static final long LONGEST_DEBT = SECOND;

  /** A slow rate needs a burst of 2 to make up for late timers. */
  private static final long LEAST_AT_ONCE = 2;

  private static final long NEVER = Long.MAX_VALUE;

  private final double fullRate;
  private double reducedRate;

  /** The requests that may be sent in a second beyond the rate: a tenth of the rate, 1 or more. */
  private final long burst;

  private final GatewayPauses pauses = new GatewayPauses();
  private final SlidingWindow lastMoment = new SlidingWindow(Duration.ofMillis(10));
  private final SlidingWindow lastSecond = new SlidingWindow(Duration.ofSeconds(1));

  /** The permitted requests that no thread has sent yet. */
  private int unsent;

  /** When the next request is due by the mean rate. */
  private long nextAt;

  RequestThrottle(double ratePerSecond) {
    fullRate = ratePerSecond;
    reducedRate = ratePerSecond;
    burst = (long) Math.max(1, Math.floor(ratePerSecond / 10));
  }

  /** Returns when the next request may be sent; a time not after now means at once. */
  long opensAt() {
    long byBurst =
        Math.max(lastMoment.hasAtMost(Math.max(LEAST_AT_ONCE, burst) - 1), opensBySecond());
    return Math.max(Math.max(nextAt, byBurst), pauses.opensAt());
  }

  private long opensBySecond() {
    long before = (long) Math.ceil(fullRate) + burst - 1 - unsent;
    return before < 0 ? NEVER : lastSecond.hasAtMost(before);
  }

  /** Returns the remaining duration of the pause, or its minimum; 0 if there is none. */
  long pauseLeft(long now) {
    return pauses.left(now);
  }

  /** Permits a request, which must be {@link #sent} soon or {@link #withdrawn}. */
  void pass(long now) {
    unsent++;
    spend(1, now);
    lastMoment.add(1, now);
    pauses.permitted(now);
  }

  /** Called when a thread sends a permitted request; on a busy machine this may be later. */
  void sent(long now) {
    unsent--;
    lastSecond.add(1, now);
  }

  /** Called when a permitted request is not sent. */
  void withdrawn() {
    unsent--;
  }

  /** Counts requests that were sent without a permit. */
  void charge(int requests, long now) {
    spend(requests, now);
    lastSecond.add(requests, now);
  }

  /** Consumes the rate. Up to a second's worth of requests that late timers missed since the last pause is made up for. */
  private void spend(int requests, long now) {
    long earliest = now - Math.min(LONGEST_DEBT, pauses.endedFor(now));
    nextAt = Math.max(nextAt, earliest) + Math.round(requests * SECOND / rate(now));
  }

  /** Returns the permitted requests per second: half the rate after a pause, and the full rate again within 10 s. */
  double rate(long now) {
    long since = pauses.endedFor(now);
    return since >= RECOVERY ? fullRate : reducedRate + (fullRate - reducedRate) * since / RECOVERY;
  }

  /** Returns how long this number of requests takes, including the recovery of the rate. */
  long timeFor(int requests, long now) {
    double rate = rate(now);
    double growth = (fullRate - reducedRate) * SECOND / RECOVERY;
    double recovery = growth == 0 ? 0 : (fullRate - rate) / growth;
    double whileRecovering = (rate + fullRate) / 2 * recovery;
    double seconds = requests < whileRecovering
        ? (Math.sqrt(rate * rate + 2 * growth * requests) - rate) / growth
        : recovery + (requests - whileRecovering) / fullRate;
    return (long) (seconds * SECOND);
  }

  /** Called after a successful response to a request. */
  void succeeded(long sentAt, long now) {
    pauses.succeeded(sentAt, now);
  }

  /**
   * Called after an error.
   *
   * @return whether it begins a pause
   */
  boolean failed(QueryException error, long sentAt, long now) {
    double rate = rate(now);
    boolean begins = pauses.failed(error, sentAt, now);
    if (begins) {
      reducedRate = Math.max(1, rate / 2);
    }
    return begins;
  }
}
