package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.RequestLimit;
import io.happyhorse.core.lifecycle.ServerErrorStreak;
import java.time.Duration;

/**
 * Limits the requests of all tasks of a watcher: the rate and the pauses of a {@link RequestLimit}, and at most a tenth of the rate
 * more in any second. Times are ticks. Not thread-safe.
 */
final class RequestThrottle {
  private static final long SECOND = 1_000_000_000L;

  /** The maximum time lost by late timers that is made up for, in ticks. */
  private static final long LONGEST_DEBT = SECOND;

  /** A slow rate needs a burst of 2 to make up for late timers. */
  private static final long LEAST_AT_ONCE = 2;

  private static final long NEVER = Long.MAX_VALUE;

  private RequestLimit limit;
  private ServerErrorStreak serverErrors = ServerErrorStreak.NONE;

  /** The requests that may be sent in a second beyond the rate: a tenth of the rate, 1 or more. */
  private final long burst;

  private final SlidingWindow lastMoment = new SlidingWindow(Duration.ofMillis(10));
  private final SlidingWindow lastSecond = new SlidingWindow(Duration.ofSeconds(1));

  /** The permitted requests that no thread has sent yet. */
  private int unsent;

  /** When the next request is due by the mean rate. */
  private long nextAt;

  RequestThrottle(double ratePerSecond) {
    limit = RequestLimit.of(ratePerSecond);
    burst = (long) Math.max(1, Math.floor(ratePerSecond / 10));
  }

  /** Returns when the next request may be sent; a time not after now means at once. */
  long opensAt() {
    long byBurst =
        Math.max(lastMoment.hasAtMost(Math.max(LEAST_AT_ONCE, burst) - 1), opensBySecond());
    return Math.max(Math.max(nextAt, byBurst), limit.pausedUntil());
  }

  private long opensBySecond() {
    return isBlockedByUnsent() ? NEVER : lastSecond.hasAtMost(mostInSecond() - 1 - unsent);
  }

  /** Returns whether no request is permitted until one of those that no thread has sent yet is sent or withdrawn. */
  boolean isBlockedByUnsent() {
    return unsent >= mostInSecond();
  }

  private long mostInSecond() {
    return (long) Math.ceil(limit.perSecond()) + burst;
  }

  /** Returns the remaining duration of the pause, or its minimum; 0 if there is none. */
  long pauseLeft(long now) {
    return Math.max(0, limit.pausedUntil() - now);
  }

  /** Returns whether the gateway is down. */
  boolean isDown() {
    return limit.isDown();
  }

  /** Returns whether the gateway may be down: it is, or its latest responses were server errors. */
  boolean mayBeDown() {
    return limit.isDown() || serverErrors.errors() > 0;
  }

  /** Permits a request, which must be {@link #sent} soon or {@link #withdrawn}. */
  void pass(long now) {
    unsent++;
    spend(1, now);
    lastMoment.add(1, now);
    limit = limit.afterPermit(now);
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
    long earliest = now - Math.min(LONGEST_DEBT, limit.sincePause(now));
    long from = Math.max(nextAt, earliest);
    long duration = Math.round(requests * SECOND / rate(now));
    nextAt = duration < NEVER - from ? from + duration : NEVER;
  }

  /** Returns the permitted requests per second, which are fewer during a pause and for some time after it. */
  double rate(long now) {
    return limit.rate(now);
  }

  /** Returns how long this number of requests takes, including the recovery of the rate. */
  long timeFor(int requests, long now) {
    return limit.timeFor(requests, now);
  }

  /** Called after a successful response to a request. */
  void succeeded(long sentAt, long now) {
    serverErrors = serverErrors.afterObservation();
    limit = limit.afterObservation(sentAt, now);
  }

  /**
   * Called after an error.
   *
   * @return whether it begins a pause
   */
  boolean failed(QueryException error, long sentAt, long now) {
    long before = limit.pausedAt();
    serverErrors = serverErrors.after(error);
    limit = limit.after(error, serverErrors, sentAt, now);
    return limit.pausedAt() != before;
  }
}
