package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The polls of all tasks: the queue, the polls in flight, and the permits. Not thread-safe. */
final class Polls {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long REPLACED_AFTER = TimeUnit.SECONDS.toNanos(5);

  private final PollQueue queue = new PollQueue();
  private final MissedPolls missed = new MissedPolls();
  private final InFlight inFlight;
  private final Permits permits;
  private final EffectLog effects;
  private long number;

  Polls(int maxInFlight, double ratePerSecond, EffectLog effects) {
    this.inFlight = new InFlight(maxInFlight);
    this.permits = new Permits(ratePerSecond, effects);
    this.effects = effects;
  }

  /** Plans the next poll after an interval, or earlier as the last poll before a deadline. */
  void plan(WatchedTask task, long interval, long now) {
    long due = interval < NEVER - now ? now + interval : NEVER;
    queue.put(task, task.notAfterLastPoll(due, now));
  }

  /** Plans the next poll at once. A poll that is overdue keeps its place among those of other tasks. */
  void planNow(WatchedTask task, long now) {
    queue.put(task, task.isPlanned() ? Math.min(task.due, now) : now);
  }

  void remove(WatchedTask task) {
    queue.remove(task);
  }

  /** Begins all due polls that the limits allow. */
  void passTo(long now) {
    while (!inFlight.isFull() && permits.opensAt() <= now) {
      WatchedTask next = queue.next(now);
      if (next == null) {
        break;
      }
      start(next, now);
    }
  }

  /** Returns when there is something to do next. */
  long nextAt(long now) {
    long overdue = inFlight.firstOverdueAt();
    if (inFlight.isFull()) {
      return overdue;
    }
    long due = queue.peek(now) == null ? queue.nextDue() : now;
    return Math.min(overdue, due == NEVER ? NEVER : Math.max(due, permits.opensAt()));
  }

  private void start(WatchedTask task, long now) {
    permits.give(now);
    Poll poll = new Poll(task, number++, now);
    task.inFlight = poll;
    inFlight.begin(poll, now + poll.within.toNanos() + REPLACED_AFTER);
    effects.add(new Effect.StartPoll(poll));
  }

  /** Returns whether no further poll is permitted until a permitted one begins, as may be the case with a low rate. */
  boolean isBlockedByUnsent() {
    return permits.isBlockedByUnsent();
  }

  /** Called when a thread begins a poll; returns false if the poll must not be sent. */
  boolean begin(Poll poll, long now) {
    if (poll.isAbandoned()) {
      return false;
    }
    permits.use(poll, now);
    return true;
  }

  /** Called when a poll has returned; returns whether its result is used. */
  boolean returned(Poll poll, long now) {
    inFlight.returned(poll, now);
    permits.withdrawUnlessSent(poll);
    if (!poll.isAbandoned()) {
      poll.task.inFlight = null;
    }
    return !poll.isAbandoned();
  }

  void observed(Poll poll, VideoTask observation, long now) {
    permits.observed(poll, observation, now);
    repeatMissed(now);
  }

  void failed(Poll poll, QueryException error, long now) {
    permits.failed(poll, error, now);
    missed.failed(poll.task, error, permits);
    repeatMissed(now);
  }

  /** At the end of an outage, plans the polls that failed because of it at once. */
  private void repeatMissed(long now) {
    for (WatchedTask task : missed.dueAfterResponse(permits)) {
      if (task.isPlanned()) {
        planNow(task, now);
      }
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
      permits.withdrawUnlessSent(poll);
      effects.add(new Effect.AddWorker());
    }
    effects.add(new Effect.Publish(new WatcherEvent.WorkerReplaced(poll.task.id, poll.replaced)));
  }

  /** Returns how long it takes to poll this number of tasks once at the maximum rate. */
  long round(int tasks, long now) {
    return permits.timeFor(tasks, now);
  }

  /** Returns how long it takes to poll this number of tasks once, including a pause and the duration of the polls. */
  long fullRound(int tasks, long now) {
    return permits.pauseLeft(now) + Math.max(round(tasks, now), inFlight.timeFor(tasks));
  }

  int inFlight() {
    return inFlight.count();
  }

  double rate(long now) {
    return permits.rate(now);
  }

  Duration pauseLeft(long now) {
    return Duration.ofNanos(permits.pauseLeft(now));
  }
}
