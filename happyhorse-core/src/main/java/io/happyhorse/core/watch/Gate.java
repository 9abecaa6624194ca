package io.happyhorse.core.watch;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Protects the gateway from all tasks of a watcher together: a rate, and pauses when it says, or shows, that it is too much. Pure
 * but for its state; times are ticks. Not thread-safe.
 */
final class Gate {
  static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST_PAUSE = 5 * SECOND;
  private static final long LONGEST_PAUSE = 60 * SECOND;
  private static final int SERVER_ERROR = 500;
  private static final int SERVER_ERRORS = 5;

  private final double fullRate;
  private double reducedRate;
  private long nextAt;
  private long pausedUntil;
  private long nextPause = FIRST_PAUSE;
  private int serverErrors;
  private @Nullable TaskId serverErrorOf;
  private boolean serverErrorsOfSeveral;

  Gate(double ratePerSecond) {
    fullRate = ratePerSecond;
    reducedRate = ratePerSecond;
  }

  /** Returns when the next request may be sent, now or earlier if at once. */
  long opensAt() {
    return Math.max(nextAt, pausedUntil);
  }

  /** Returns how long the pause lasts that goes on, 0 if there is none. */
  long pauseLeft(long now) {
    return Math.max(0, pausedUntil - now);
  }

  /** Counts a request that is sent now. */
  void pass(long now) {
    nextAt = Math.max(nextAt, now) + spacing(now);
  }

  /** Counts requests that were sent on top of one that was let pass. */
  void charge(int requests, long now) {
    nextAt = Math.max(nextAt, now) + requests * spacing(now);
  }

  private long spacing(long now) {
    return Math.round(SECOND / rate(now));
  }

  /** Returns the requests per second that are allowed: after a pause half as many, then one more each second. */
  double rate(long now) {
    long regained = Math.max(0, now - pausedUntil) / SECOND;
    return Math.min(fullRate, reducedRate + regained);
  }

  /** Returns how long this many requests take: while the rate recovers it grows by one a second, until it is full. */
  long timeFor(int requests, long now) {
    double rate = rate(now);
    double recovery = fullRate - rate;
    double whileRecovering = rate * recovery + recovery * recovery / 2;
    double seconds = requests <= whileRecovering
        ? Math.sqrt(rate * rate + 2.0 * requests) - rate
        : recovery + (requests - whileRecovering) / fullRate;
    return (long) (seconds * SECOND);
  }

  /** Takes a good answer in; one to a request from before a pause says nothing about the pause. */
  void answered(long now) {
    if (now >= pausedUntil) {
      nextPause = FIRST_PAUSE;
      forgetServerErrors();
    }
  }

  /**
   * Takes an error in.
   *
   * @return whether it begins a pause
   */
  boolean failed(QueryException error, long now) {
    boolean serverError =
        error instanceof GatewayUnavailableException && isServerError(error.httpStatus());
    if (serverError) {
      serverErrors++;
      serverErrorsOfSeveral |= serverErrorOf != null && !serverErrorOf.equals(error.taskId());
      serverErrorOf = error.taskId();
    } else if (error.httpStatus() != null) {
      forgetServerErrors();
    }
    Duration retryAfter = error.retryAfter();
    if (retryAfter != null && !retryAfter.isNegative() && !retryAfter.isZero()) {
      return pause(
          Math.min(
              TimeUnit.NANOSECONDS.convert(retryAfter),
              TimeUnit.NANOSECONDS.convert(LONGEST_RETRY_AFTER)),
          now);
    }
    if (error instanceof RateLimitedException
        || (serverErrors >= SERVER_ERRORS && serverErrorsOfSeveral)) {
      return pauseLonger(now);
    }
    return false;
  }

  private static boolean isServerError(@Nullable Integer httpStatus) {
    return httpStatus != null && httpStatus >= SERVER_ERROR;
  }

  private boolean pauseLonger(long now) {
    if (now < pausedUntil) {
      return false;
    }
    long pause = nextPause;
    nextPause = Math.min(2 * nextPause, LONGEST_PAUSE);
    return pause(pause, now);
  }

  private boolean pause(long nanos, long now) {
    boolean begins = now >= pausedUntil;
    if (begins) {
      reducedRate = Math.max(1, rate(now) / 2);
      forgetServerErrors();
    }
    pausedUntil = Math.max(pausedUntil, now + nanos);
    return begins;
  }

  private void forgetServerErrors() {
    serverErrors = 0;
    serverErrorOf = null;
    serverErrorsOfSeveral = false;
  }
}
