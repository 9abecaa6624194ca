package io.happyhorse.core.watch;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests of all tasks of a watcher: a rate, and pauses when the gateway asks for one or shows that it is overloaded or
 * down. While it is down, one request every 5 s probes whether it is back. Pure but for its state; times are ticks. Not thread-safe.
 */
final class RequestThrottle {
  static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST_PAUSE = 5 * SECOND;
  private static final long LONGEST_PAUSE = 60 * SECOND;
  private static final long PROBE_INTERVAL = 5 * SECOND;
  private static final long RECOVERY = 10 * SECOND;
  private static final long BURST = SECOND / 10;
  private static final long NEVER = Long.MAX_VALUE;
  private static final int SERVER_ERROR = 500;
  private static final int SERVER_ERRORS = 5;

  private final double fullRate;
  private double reducedRate;
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
  }

  /** Returns when the next request may be sent; now or earlier if at once. */
  long opensAt() {
    return Math.max(nextAt, isDown() ? nextProbe : pausedUntil);
  }

  private boolean isDown() {
    return pausedUntil == NEVER;
  }

  /** Returns how long the pause still lasts, or at least lasts; 0 if there is none. */
  long pauseLeft(long now) {
    return Math.max(0, (isDown() ? nextProbe : pausedUntil) - now);
  }

  /** Counts a request that is sent now. */
  void pass(long now) {
    charge(1, now);
    nextProbe = now + PROBE_INTERVAL;
  }

  /**
   * Counts requests. The rate is a mean: what a late timer has missed since the last pause is made up for, up to a tenth of a second's
   * worth, so that no more is sent in a second than that and the rate.
   */
  void charge(int requests, long now) {
    long spacing = Math.round(SECOND / rate(now));
    long credit = Math.max(0, BURST - spacing);
    long earliest = Math.max(now - credit, Math.min(now, pausedUntil));
    nextAt = Math.max(nextAt, earliest) + requests * spacing;
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
    if (!serverError && !(error instanceof NetworkException)) {
      endOutage(sentAt, now);
    }
    Duration retryAfter = error.retryAfter();
    if (retryAfter != null && !retryAfter.isNegative() && !retryAfter.isZero()) {
      return pauseUntil(now + obeyed(retryAfter), now);
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

  private static long obeyed(Duration retryAfter) {
    return Math.min(
        TimeUnit.NANOSECONDS.convert(retryAfter),
        TimeUnit.NANOSECONDS.convert(LONGEST_RETRY_AFTER));
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
