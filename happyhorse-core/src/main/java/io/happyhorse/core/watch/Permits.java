package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.RequestLimit;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * The permits that the throttle gives to polls. Each poll has one, which is used when a thread sends the poll, or returned. Pauses are
 * published. Times are ticks. Not thread-safe.
 */
final class Permits {
  private final RequestThrottle throttle;
  private final EffectLog effects;

  Permits(double ratePerSecond, EffectLog effects) {
    this.throttle = new RequestThrottle(ratePerSecond);
    this.effects = effects;
  }

  long opensAt() {
    return throttle.opensAt();
  }

  /** Returns whether no further permit is given until a thread sends one of the permitted polls. */
  boolean isBlockedByUnsent() {
    return throttle.isBlockedByUnsent();
  }

  /** Gives a permit to a poll that begins now. */
  void give(long now) {
    throttle.pass(now);
  }

  /** Called when a thread sends a poll. */
  void use(Poll poll, long now) {
    poll.sent = true;
    throttle.sent(now);
  }

  /** Returns the permit of a poll that no thread has begun to the throttle. */
  void withdrawUnlessSent(Poll poll) {
    if (!poll.sent) {
      poll.sent = true;
      throttle.withdrawn();
    }
  }

  void observed(Poll poll, VideoTask observation, long now) {
    throttle.charge(observation.attempts() - 1, now);
    throttle.succeeded(poll.begunAt, now);
  }

  void failed(Poll poll, QueryException error, long now) {
    throttle.charge(Math.max(0, error.details().attempts() - 1), now);
    boolean pauses = throttle.failed(error, poll.begunAt, now);
    Duration requested = error.retryAfter();
    if (requested != null && requested.compareTo(RequestLimit.MAX_RETRY_AFTER) > 0) {
      publish(new WatcherEvent.RetryAfterCapped(requested, RequestLimit.MAX_RETRY_AFTER));
    }
    if (pauses) {
      publish(new WatcherEvent.Paused(Duration.ofNanos(pauseLeft(now)), error));
    }
  }

  private void publish(WatcherEvent event) {
    effects.add(new Effect.Publish(event));
  }

  boolean isDown() {
    return throttle.isDown();
  }

  /** Returns whether the gateway is down, or its latest responses were server errors. */
  boolean mayBeDown() {
    return throttle.mayBeDown();
  }

  double rate(long now) {
    return throttle.rate(now);
  }

  long pauseLeft(long now) {
    return throttle.pauseLeft(now);
  }

  /** Returns how long this number of requests takes at the maximum rate. */
  long timeFor(int requests, long now) {
    return throttle.timeFor(requests, now);
  }
}
