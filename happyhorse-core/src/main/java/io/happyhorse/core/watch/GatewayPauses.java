package io.happyhorse.core.watch;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.internal.Backoff;
import io.happyhorse.core.internal.HttpStatus;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pauses of all polls. All polls pause when the gateway requests a pause, is overloaded or is down. While it is down, one request
 * every 5 s probes whether it is available again. Times are ticks. Not thread-safe.
 */
final class GatewayPauses {
  static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

  private static final Backoff WITHOUT_RETRY_AFTER =
      Backoff.doubling(Duration.ofSeconds(5), Duration.ofSeconds(60));
  private static final long PROBE_INTERVAL = Duration.ofSeconds(5).toNanos();
  private static final long NEVER = Long.MAX_VALUE;
  private static final int SERVER_ERRORS = 5;

  /** When the last pause began and when it ends; {@link #NEVER} if only a probe ends it. */
  private long pausedAt;

  private long pausedUntil;
  private long nextProbe;

  /** The number of consecutive pauses whose length the gateway did not specify. */
  private int withoutRetryAfter;

  private int serverErrors;
  private @Nullable TaskId serverErrorOf;
  private boolean serverErrorsOfSeveral;

  private boolean isDown() {
    return pausedUntil == NEVER;
  }

  /** Returns when the next request may be sent. */
  long opensAt() {
    return isDown() ? nextProbe : pausedUntil;
  }

  /** Returns the remaining duration of the pause, or its minimum; 0 if there is none. */
  long left(long now) {
    return Math.max(0, opensAt() - now);
  }

  /** Returns how long ago the last pause ended; 0 during a pause. */
  long endedFor(long now) {
    return Math.max(0, now - pausedUntil);
  }

  /** Called when a request is permitted, which may be a probe. */
  void permitted(long now) {
    nextProbe = now + PROBE_INTERVAL;
  }

  /** Called after a successful response. A response to a request that was sent before a pause does not affect the pause. */
  void succeeded(long sentAt, long now) {
    endOutage(sentAt, now);
    if (now >= pausedUntil) {
      withoutRetryAfter = 0;
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
    countServerErrors(error, sentAt, now);
    Duration retryAfter = obeyed(error.retryAfter());
    if (retryAfter != null && !retryAfter.isNegative() && !retryAfter.isZero()) {
      return pauseUntil(now + retryAfter.toNanos(), now);
    }
    if (now < pausedUntil) {
      return false;
    }
    if (error instanceof RateLimitedException) {
      withoutRetryAfter++;
      return pauseUntil(now + WITHOUT_RETRY_AFTER.pause(withoutRetryAfter).toNanos(), now);
    }
    return serverErrors >= SERVER_ERRORS && serverErrorsOfSeveral && pauseForOutage(now);
  }

  private void countServerErrors(QueryException error, long sentAt, long now) {
    if (isServerError(error)) {
      TaskId id = error.taskId();
      serverErrors++;
      serverErrorsOfSeveral |= serverErrorOf != null && !serverErrorOf.equals(id);
      serverErrorOf = id;
    } else if (error.httpStatus() != null) {
      forgetServerErrors();
      if (!(error instanceof ProxyAuthenticationException)) {
        endOutage(sentAt, now);
      }
    }
  }

  private static boolean isServerError(QueryException error) {
    Integer status = error.httpStatus();
    return error instanceof GatewayUnavailableException
        && status != null
        && HttpStatus.isServerError(status);
  }

  /** Returns the pause requested by the gateway, limited to the maximum; null if there is none. */
  static @Nullable Duration obeyed(@Nullable Duration retryAfter) {
    return retryAfter == null || retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0
        ? retryAfter
        : LONGEST_RETRY_AFTER;
  }

  private boolean pauseForOutage(long now) {
    nextProbe = now + PROBE_INTERVAL;
    return pauseUntil(NEVER, now);
  }

  private boolean pauseUntil(long end, long now) {
    boolean begins = now >= pausedUntil;
    if (begins) {
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
