package io.happyhorse.core.watch;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests of all tasks of a watcher: a mean rate, a tenth more in any second, and pauses when the gateway asks for one or
 * shows that it is overloaded or down. While it is down, one request every 5 s probes whether it is back. Pure but for its state; times are ticks. Not thread-safe.
 */
final class RequestThrottle {
  static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST_PAUSE = 5 * SECOND;
  private static final long LONGEST_PAUSE = 60 * SECOND;
  private static final long PROBE_INTERVAL = 5 * SECOND;
  private static final long RECOVERY = 10 * SECOND;

  /** How much of what late timers have missed is made up for. */
  private static final long LONGEST_DEBT = SECOND;

  /** A slow rate needs 2 at once to make up for what it has missed. */
  private static final long LEAST_AT_ONCE = 2;

  private static final long NEVER = Long.MAX_VALUE;
  private static final int SERVER_ERROR = 500;
  private static final int SERVER_ERRORS = 5;

  private final double fullRate;
  private double reducedRate;

  /** A tenth of a second's worth of requests, 1 or more: what may be sent in a second beyond the rate. */
  private final long burst;

  private final SlidingWindow lastMoment = new SlidingWindow(Duration.ofMillis(10));
  private final SlidingWindow lastSecond = new SlidingWindow(Duration.ofSeconds(1));

  /** The requests that were passed, and that a thread has still to send. */
  private int unsent;

  /** When the next request is due by the mean rate. */
  private long nextAt;

  /** When the pause began, and when it ends; {@link #NEVER} if only a probe ends it. */
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

  /** Returns when the next request may be sent; now or earlier if at once. */
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

  /** Returns how long the pause still lasts, or at least lasts; 0 if there is none. */
  long pauseLeft(long now) {
    return Math.max(0, (isDown() ? nextProbe : pausedUntil) - now);
  }

  /** Counts a request that is passed now, to be {@link #sent} soon or {@link #withdrawn}. */
  void pass(long now) {
    unsent++;
    spend(1, now);
    lastMoment.add(1, now);
    nextProbe = now + PROBE_INTERVAL;
  }

  /** Takes in that a thread sends a request that was passed; on a busy machine that is later. */
  void sent(long now) {
    unsent--;
    lastSecond.add(1, now);
  }

  /** Takes in that a request that was passed is not sent at all. */
  void withdrawn() {
    unsent--;
  }

  /** Counts requests that were sent without being passed. */
  void charge(int requests, long now) {
    spend(requests, now);
    lastSecond.add(requests, now);
  }

  /** Uses the rate up. What late timers have missed since the last pause, up to a second's worth, is made up for. */
  private void spend(int requests, long now) {
    long earliest = Math.max(now - LONGEST_DEBT, Math.min(now, pausedUntil));
    nextAt = Math.max(nextAt, earliest) + Math.round(requests * SECOND / rate(now));
  }

  /** Returns the requests per second that are allowed: half as many after a pause, and back to all within 10 s. */
  double rate(long now) {
    long since = isDown() ? 0 : Math.max(0, now - pausedUntil);
    return since >= RECOVERY ? fullRate : reducedRate + (fullRate - reducedRate) * since / RECOVERY;
  }

  /** Returns how long this many requests take, the recovery of the rate included. */
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

  /** Takes a good response in; one to a request from before a pause says nothing about the pause. */
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
   * Takes an error in.
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

  /** Returns how long a pause that the gateway asks for is obeyed; null if it asks for none. */
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
    // What the gateway asks for replaces a pause that only a probe would end.
    pausedUntil = isDown() ? end : Math.max(pausedUntil, end);
    return begins;
  }

  private void forgetServerErrors() {
    serverErrors = 0;
    serverErrorOf = null;
    serverErrorsOfSeveral = false;
  }
}
