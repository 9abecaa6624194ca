package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.RequestLimit;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The polls of all tasks: the queue, the polls in flight, and the throttle. Not thread-safe. */
final class Polls {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long REPLACED_AFTER = TimeUnit.SECONDS.toNanos(5);
  private static final long SHORTEST_QUERY = TimeUnit.MILLISECONDS.toNanos(1);

  private final PollQueue queue = new PollQueue();
  private final InFlight inFlight;
  private final RequestThrottle throttle;
  private final Effect.Log effects;
  private long number;

  Polls(int maxInFlight, double ratePerSecond, Effect.Log effects) {
    this.inFlight = new InFlight(maxInFlight);
    this.throttle = new RequestThrottle(ratePerSecond);
    this.effects = effects;
  }

  /** Plans the next poll after an interval, or earlier as the last poll before a deadline. */
  void plan(WatchedTask task, long interval, long now) {
    long due = interval < NEVER - now ? now + interval : NEVER;
    queue.put(task, task.notAfterLastPoll(due, now));
  }

  void remove(WatchedTask task) {
    queue.remove(task);
  }

  /** Begins all due polls that the limits allow. */
  void passTo(long now) {
    while (!inFlight.isFull() && throttle.opensAt() <= now) {
      WatchedTask next = queue.next(now);
      if (next == null) {
        break;
      }
      ask(next, now);
    }
  }

  /** Returns when there is something to do next. */
  long nextAt(long now) {
    long overdue = inFlight.firstOverdueAt();
    if (inFlight.isFull()) {
      return overdue;
    }
    long due = queue.peek(now) == null ? queue.nextDue() : now;
    return Math.min(overdue, due == NEVER ? NEVER : Math.max(due, throttle.opensAt()));
  }

  private void ask(WatchedTask task, long now) {
    throttle.pass(now);
    long left = Math.max(SHORTEST_QUERY, task.latestDeadline() - now);
    Duration within = left < TaskQueryPort.DEFAULT_WITHIN.toNanos()
        ? Duration.ofNanos(left)
        : TaskQueryPort.DEFAULT_WITHIN;
    Poll poll = new Poll(task, number++, now, within);
    task.inFlight = poll;
    inFlight.begin(poll, now + within.toNanos() + REPLACED_AFTER);
    effects.add(new Effect.Ask(poll));
  }

  /** Called when a thread begins a poll; returns false if the poll must not be sent. */
  boolean begin(Poll poll, long now) {
    if (poll.isAbandoned()) {
      return false;
    }
    poll.sent = true;
    throttle.sent(now);
    return true;
  }

  /** Called when a poll has returned; returns whether its result is used. */
  boolean returned(Poll poll, long now) {
    inFlight.returned(poll, now);
    withdrawUnlessSent(poll);
    if (!poll.isAbandoned()) {
      poll.task.inFlight = null;
    }
    return !poll.isAbandoned();
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
      effects.add(new Effect.Publish(
          new WatcherEvent.RetryAfterCapped(requested, RequestLimit.MAX_RETRY_AFTER)));
    }
    if (pauses) {
      Duration pause = Duration.ofNanos(throttle.pauseLeft(now));
      effects.add(new Effect.Publish(new WatcherEvent.Paused(pause, error)));
    }
  }

  /** Returns the permit of a poll that no thread has begun to the throttle. */
  private void withdrawUnlessSent(Poll poll) {
    if (!poll.sent) {
      poll.sent = true;
      throttle.withdrawn();
    }
  }

  /** Abandons a poll: interrupts it and ignores its result. */
  void abandon(Poll poll, long now) {
    poll.abandon();
    inFlight.postpone(poll, now + REPLACED_AFTER);
    effects.add(new Effect.Interrupt(poll));
  }

  @Nullable
  Poll nextOverdue(long now) {
    return inFlight.nextOverdue(now);
  }

  /** Replaces the worker of a poll that does not return. */
  void replaceWorker(Poll poll) {
    if (inFlight.replace(poll)) {
      withdrawUnlessSent(poll);
      effects.add(new Effect.AddWorker());
    }
    effects.add(new Effect.Publish(new WatcherEvent.WorkerReplaced(poll.task.id, poll.replaced)));
  }

  /** Returns how long it takes to poll this number of tasks once at the maximum rate. */
  long round(int tasks, long now) {
    return throttle.timeFor(tasks, now);
  }

  /** Returns how long it takes to poll this number of tasks once, including a pause and the duration of the polls. */
  long fullRound(int tasks, long now) {
    return throttle.pauseLeft(now) + Math.max(round(tasks, now), inFlight.timeFor(tasks));
  }

  int inFlight() {
    return inFlight.count();
  }

  double rate(long now) {
    return throttle.rate(now);
  }

  Duration pauseLeft(long now) {
    return Duration.ofNanos(throttle.pauseLeft(now));
  }
}
