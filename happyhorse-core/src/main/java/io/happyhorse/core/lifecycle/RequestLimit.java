package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limit of the requests to a gateway: a rate, and the pauses of all polls. Immutable.
 *
 * <ul>
 *   <li>A Retry-After pauses all polls for that time, at most 10 min.
 *   <li>A 429 without Retry-After pauses them for 5 s, and each further one for twice as long, up to 60 s.
 *   <li>An outage (see {@link ServerErrorStreak}) pauses them until the gateway responds to a probe. The interval between two probes is
 *       a tenth of the time since the outage began, at least 1 s and at most 5 s.
 *   <li>After a pause the rate starts at half and increases to the full rate within 10 s.
 * </ul>
 *
 * <p>Each event results in the next limit, which is the same object if nothing has changed. Times are nanoseconds, 0 or more, on a
 * clock that does not go back: the monotonic clock of a process, or the clock of a database that several machines share.
 *
 * @param perSecond the full rate in requests per second; more than 0
 * @param reducedPerSecond the rate at the end of the latest pause, more than 0; the full rate applies if it is lower
 * @param pausedAt when the latest pause began; -1 if there was none
 * @param pausedUntil when the latest pause ends or ended; during an outage, when the next probe may be sent; 0 if there was none
 * @param isDown whether there is an outage, which only the response to a probe ends
 * @param nextPause the length of the next pause for a 429 without Retry-After
 */
public record RequestLimit(
    double perSecond,
    double reducedPerSecond,
    long pausedAt,
    long pausedUntil,
    boolean isDown,
    Duration nextPause) {
  /** The longest pause that is made for a Retry-After: 10 min. */
  public static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(10);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long RECOVERY = 10 * SECOND;

  private static final long SHORTEST_PROBE_INTERVAL = SECOND;
  private static final long LONGEST_PROBE_INTERVAL = 5 * SECOND;
  private static final int PROBE_INTERVALS_IN_OUTAGE = 10;

  /** Validates the rates. */
  public RequestLimit {
    if (!(perSecond > 0) || !(reducedPerSecond > 0)) {
      throw new IllegalArgumentException("The rates must be more than 0, not " + perSecond + " and "
          + reducedPerSecond + " per second.");
    }
  }

  /** {@return a limit of this many requests per second, more than 0, without a pause} */
  public static RequestLimit of(double perSecond) {
    return new RequestLimit(perSecond, perSecond, -1, 0, false, FIRST_PAUSE);
  }

  /** {@return the permitted requests per second: the full rate, or less during a pause and for 10 s after it} */
  public double rate(long now) {
    long since = sincePause(now);
    double least = leastPerSecond();
    return since >= RECOVERY ? perSecond : least + (perSecond - least) * since / RECOVERY;
  }

  private double leastPerSecond() {
    return Math.min(reducedPerSecond, perSecond);
  }

  /**
   * Returns how long a number of requests takes without a further pause.
   *
   * @param requests 0 or more
   * @return nanoseconds, 0 or more, at the rate that recovers from the latest pause
   */
  public long timeFor(int requests, long now) {
    double rate = rate(now);
    double growth = (perSecond - leastPerSecond()) * SECOND / RECOVERY;
    double recovery = growth == 0 ? 0 : (perSecond - rate) / growth;
    double whileRecovering = (rate + perSecond) / 2 * recovery;
    double seconds = requests < whileRecovering
        ? (Math.sqrt(rate * rate + 2 * growth * requests) - rate) / growth
        : recovery + (requests - whileRecovering) / perSecond;
    return (long) (seconds * SECOND);
  }

  /** {@return whether requests pause} During an outage a probe may be sent at {@link #pausedUntil}. */
  public boolean isPaused(long now) {
    return isDown || now < pausedUntil;
  }

  /** {@return how long ago the latest pause ended, in nanoseconds; 0 during a pause} */
  public long sincePause(long now) {
    return isDown ? 0 : Math.max(0, now - pausedUntil);
  }

  /**
   * Processes the permission of a request, which is a probe during an outage.
   *
   * @param now when the request may be sent
   */
  public RequestLimit afterPermit(long now) {
    return isDown ? withNextProbe(now) : this;
  }

  /**
   * Processes a successful response. It ends an outage that began before the request was sent.
   *
   * @param sentAt when the request was sent
   * @param now when the response was received
   */
  public RequestLimit afterObservation(long sentAt, long now) {
    RequestLimit next = afterResponse(sentAt, now);
    return next.isPaused(now) ? next : next.withNextPause(FIRST_PAUSE);
  }

  private RequestLimit afterResponse(long sentAt, long now) {
    return isDown && sentAt > pausedAt ? until(now, false) : this;
  }

  /**
   * Processes a failed poll. If it begins a pause, {@link #pausedAt} of the next limit is another.
   *
   * @param streak the consecutive server errors, including this error
   * @param sentAt when the request was sent
   * @param now when the poll failed
   */
  public RequestLimit after(QueryException error, ServerErrorStreak streak, long sentAt, long now) {
    RequestLimit known = isFromRunningGateway(error) ? afterResponse(sentAt, now) : this;
    Duration requested = requestedPause(error);
    if (requested != null) {
      return known.pausedFor(requested, now);
    }
    if (known.isPaused(now)) {
      return known;
    }
    if (error instanceof RateLimitedException) {
      return known.pausedFor(nextPause, now).withNextPause(nextPause.multipliedBy(2));
    }
    return streak.isOutage() ? known.begun(now).withNextProbe(now) : known;
  }

  /** Only a pause that the gateway requests replaces an outage; a shorter one does not change a pause. */
  private RequestLimit pausedFor(Duration length, long now) {
    long end = now + length.toNanos();
    return begun(now).until(isDown ? end : Math.max(pausedUntil, end), false);
  }

  private RequestLimit begun(long now) {
    return isPaused(now)
        ? this
        : new RequestLimit(
            perSecond, Math.max(1, rate(now) / 2), now, pausedUntil, isDown, nextPause);
  }

  private RequestLimit withNextProbe(long now) {
    long share = (now - pausedAt) / PROBE_INTERVALS_IN_OUTAGE;
    long interval = Math.max(SHORTEST_PROBE_INTERVAL, Math.min(share, LONGEST_PROBE_INTERVAL));
    return until(now + interval, true);
  }

  private RequestLimit until(long end, boolean down) {
    return end == pausedUntil && down == isDown
        ? this
        : new RequestLimit(perSecond, reducedPerSecond, pausedAt, end, down, nextPause);
  }

  private RequestLimit withNextPause(Duration length) {
    Duration next = length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE;
    return next.equals(nextPause)
        ? this
        : new RequestLimit(perSecond, reducedPerSecond, pausedAt, pausedUntil, isDown, next);
  }

  private static boolean isFromRunningGateway(QueryException error) {
    return error.httpStatus() != null
        && !ServerErrorStreak.isServerError(error)
        && !(error instanceof ProxyAuthenticationException);
  }

  /** {@return the pause to make for a Retry-After: at most {@link #MAX_RETRY_AFTER}; null if there is none} */
  public static @Nullable Duration capped(@Nullable Duration retryAfter) {
    boolean isLonger = retryAfter != null && retryAfter.compareTo(MAX_RETRY_AFTER) > 0;
    return isLonger ? MAX_RETRY_AFTER : retryAfter;
  }

  /** Returns the pause that the gateway requests; null if it requests none. */
  static @Nullable Duration requestedPause(QueryException error) {
    Duration capped = capped(error.retryAfter());
    boolean isPause = capped != null && !capped.isNegative() && !capped.isZero();
    return isPause ? capped : null;
  }
}
