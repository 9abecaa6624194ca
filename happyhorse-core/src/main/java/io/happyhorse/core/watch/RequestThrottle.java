package io.happyhorse.core.watch;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests of all tasks of a watcher: a mean rate, at most a tenth more in any second, and pauses when the gateway
 * requests one, is overloaded or is down. While it is down, one request every 5 s probes whether it is available again. Times
 * are ticks. Not thread-safe.
 */
final class RequestThrottle {
  static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST_PAUSE = 5 * SECOND;
  private static final long LONGEST_PAUSE = 60 * SECOND;
  private static final long PROBE_INTERVAL = 5 * SECOND;
  private static final long RECOVERY = 10 * SECOND;

  /** The maximum time that late timers have missed and that is made up for. */
  private static final long LONGEST_DEBT = SECOND;

  /** A slow rate needs a burst of 2 to make up for late timers. */
  private static final long LEAST_AT_ONCE = 2;

  private static final long NEVER = Long.MAX_VALUE;
  private static final int SERVER_ERROR = 500;
  private static final int SERVER_ERRORS = 5;

  private final double fullRate;
  private double reducedRate;

  /** The requests that may be sent in a second beyond the rate: a tenth of the rate, 1 or more. */
  private final long burst;

  private final SlidingWindow lastMoment = new SlidingWindow(Duration.ofMillis(10));
  private final SlidingWindow lastSecond = new SlidingWindow(Duration.ofSeconds(1));

  /** The permitted requests that no thread has sent yet. */
  private int unsent;

  /** When the next request is due by the mean rate. */
  private long nextAt;

  /** When the pause began and when it ends; {@link #NEVER} if only a probe ends it. */
  private long pausedAt;

  private long pausedUntil;
  private long nextProbe;
  private long nextPause = FIRST_PAUSE;
  private int serverErrors;
  private @Nullable TaskId serverErrorOf;
  private boolean serverErrorsOfSeveral;

  RequestThrottle(double ratePerSecond) {
    fullRate = ratePerSecond;
    reducedRate = ratePerSecond;
    burst = (long) Math.max(1, Math.floor(ratePerSecond / 10));
  }

  /** Returns when the next request may be sent; a time not after now means at once. */
  long opensAt() {
    long byBurst =
        Math.max(lastMoment.hasAtMost(Math.max(LEAST_AT_ONCE, burst) - 1), opensBySecond());
    return Math.max(Math.max(nextAt, byBurst), isDown() ? nextProbe : pausedUntil);
  }

  private long opensBySecond() {
    long before = (long) Math.ceil(fullRate) + burst - 1 - unsent;
    return before < 0 ? NEVER : lastSecond.hasAtMost(before);
  }

  private boolean isDown() {
    return pausedUntil == NEVER;
  }

  /** Returns the remaining duration of the pause, or its minimum; 0 if there is none. */
  long pauseLeft(long now) {
    return Math.max(0, (isDown() ? nextProbe : pausedUntil) - now);
  }

  /** Permits a request, which must be {@link #sent} soon or {@link #withdrawn}. */
  void pass(long now) {
    unsent++;
    spend(1, now);
    lastMoment.add(1, now);
    nextProbe = now + PROBE_INTERVAL;
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
    long earliest = Math.max(now - LONGEST_DEBT, Math.min(now, pausedUntil));
    nextAt = Math.max(nextAt, earliest) + Math.round(requests * SECOND / rate(now));
  }

  /** Returns the permitted requests per second: half the rate after a pause, and the full rate again within 10 s. */
  double rate(long now) {
    long since = isDown() ? 0 : Math.max(0, now - pausedUntil);
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

  /** Called after a successful response; one to a request that was sent before a pause does not affect the pause. */
  void answered(long sentAt, long now) {
    endOutage(sentAt, now);
    if (now >= pausedUntil) {
      nextPause = FIRST_PAUSE;
      forgetServerErrors();
    }
  }

  private void endOutage(long sentAt, long now) {
    if (isDown() && sentAt > pausedAt) {
      pausedUntil = now;
    }
  }

  /**
   * Called after an error.
   *
   * @return whether it begins a pause
   */
  boolean failed(QueryException error, long sentAt, long now) {
    boolean serverError = isServerError(error);
    if (serverError) {
      countServerError(error.taskId());
    } else if (error.httpStatus() != null) {
      forgetServerErrors();
    }
    boolean isFromGateway =
        error.httpStatus() != null && !(error instanceof ProxyAuthenticationException);
    if (isFromGateway && !serverError) {
      endOutage(sentAt, now);
    }
    Duration retryAfter = obeyed(error.retryAfter());
    if (retryAfter != null && !retryAfter.isNegative() && !retryAfter.isZero()) {
      return pauseUntil(now + retryAfter.toNanos(), now);
    }
    if (error instanceof RateLimitedException) {
      return pauseLonger(now);
    }
    return serverErrors >= SERVER_ERRORS && serverErrorsOfSeveral && pauseForOutage(now);
  }

  private static boolean isServerError(QueryException error) {
    Integer status = error.httpStatus();
    return error instanceof GatewayUnavailableException && status != null && status >= SERVER_ERROR;
  }

  private void countServerError(TaskId id) {
    serverErrors++;
    serverErrorsOfSeveral |= serverErrorOf != null && !serverErrorOf.equals(id);
    serverErrorOf = id;
  }

  /** Returns the pause requested by the gateway, limited to the maximum; null if there is none. */
  static @Nullable Duration obeyed(@Nullable Duration retryAfter) {
    return retryAfter == null || retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0
        ? retryAfter
        : LONGEST_RETRY_AFTER;
  }

  private boolean pauseLonger(long now) {
    if (now < pausedUntil) {
      return false;
    }
    long pause = nextPause;
    nextPause = Math.min(2 * nextPause, LONGEST_PAUSE);
    return pauseUntil(now + pause, now);
  }

  private boolean pauseForOutage(long now) {
    if (now < pausedUntil) {
      return false;
    }
    nextProbe = now + PROBE_INTERVAL;
    return pauseUntil(NEVER, now);
  }

  private boolean pauseUntil(long end, long now) {
    boolean begins = now >= pausedUntil;
    if (begins) {
      reducedRate = Math.max(1, rate(now) / 2);
      pausedAt = now;
      forgetServerErrors();
    }
    // A requested pause replaces one that only a probe would end.
    pausedUntil = isDown() ? end : Math.max(pausedUntil, end);
    return begins;
  }

  private void forgetServerErrors() {
    serverErrors = 0;
    serverErrorOf = null;
    serverErrorsOfSeveral = false;
  }
}
