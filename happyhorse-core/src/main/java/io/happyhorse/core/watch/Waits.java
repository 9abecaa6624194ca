package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.util.List;
import java.util.function.Function;

/**
 * The state of all waits of a watcher. It takes events and the time and returns {@link Effect}s; it has no thread, lock or clock, and
 * calls no foreign code. Times are ticks since the watcher was created. Not thread-safe.
 *
 * <p>After each event, call {@link #passTo}, {@link #nextAt} and {@link #takeEffects}.
 */
final class Waits {
  private final WaitErrors errors;
  private final EffectLog effects = new EffectLog();
  private final Polls polls;
  private final TaskRegistry tasks;
  private final WaitStarter starter;
  private final Verdicts verdicts;
  private boolean closed;

  Waits(WatcherSettings settings) {
    errors = new WaitErrors(settings.tasks().origin());
    polls = new Polls(settings.maxInFlight(), settings.ratePerSecond(), effects);
    tasks = new TaskRegistry(polls, effects);
    starter = new WaitStarter(polls, tasks, effects);
    verdicts = new Verdicts(errors, settings.giveUp(), polls, tasks, effects);
  }

  /**
   * Begins a wait.
   *
   * @param firstInterval how long to wait before the first poll if the task is not watched yet
   */
  OpenWait watch(
      TaskId id, WaitOptions options, WaitRecipient recipient, long firstInterval, long now) {
    OpenWait wait = starter.create(id, options, recipient, now);
    if (closed) {
      throw new WatcherClosedException(details(wait, now));
    }
    starter.start(wait, options.isFresh(), firstInterval, now);
    return wait;
  }

  /** Returns whether no further poll is permitted until a permitted one begins, as may be the case with a low rate. */
  boolean isBlockedByUnsent() {
    return polls.isBlockedByUnsent();
  }

  /** Called when a thread begins a poll; returns false if the poll must not be sent. */
  boolean begin(Poll poll, long now) {
    return polls.begin(poll, now);
  }

  /**
   * Called when a poll has returned an observation or an error.
   *
   * @param verdict the verdict for the state of the task
   * @param interval the schedule's interval until the next poll
   */
  void observed(Poll poll, VideoTask observation, WaitVerdict verdict, long interval, long now) {
    verdicts.observed(poll, observation, verdict, interval, now);
  }

  /** Called when a poll has failed. */
  void failed(Poll poll, QueryException error, long interval, long now) {
    verdicts.failed(poll, error, interval, now);
  }

  /** Called when a poll was not sent because it was abandoned before a thread began it. */
  void neverSent(Poll poll, long now) {
    polls.returned(poll, now);
  }

  /** Sets the schedule's interval for a task, as requested by {@link Effect.Plan}. */
  void planned(WatchedTask task, long interval, long now) {
    verdicts.planned(task, interval, now);
  }

  /** Polls a task once, as soon as the throttle allows; returns whether the task is watched. */
  boolean nudge(TaskId id, long now) {
    WatchedTask task = tasks.find(id);
    if (task != null && task.inFlight == null) {
      polls.planNow(task, now);
    } else if (task != null) {
      task.nudged = true;
    }
    return task != null;
  }

  /** Processes what is due: ends waits at their deadlines, abandons overdue polls, begins polls. */
  void passTo(long now) {
    if (!closed) {
      endAtDeadline(now);
      abandonOverduePolls(now);
      polls.passTo(now);
    }
  }

  /** Returns when {@link #passTo} has something to do next; {@link Long#MAX_VALUE} if there is nothing to do before the next event. */
  long nextAt(long now) {
    return closed ? Long.MAX_VALUE : Math.min(tasks.firstDeadline(), polls.nextAt(now));
  }

  private void endAtDeadline(long now) {
    for (OpenWait wait = tasks.nextAtDeadline(now);
        wait != null;
        wait = tasks.nextAtDeadline(now)) {
      WaitException error = errors.of(wait.task.state().atDeadline(), wait, now);
      tasks.end(wait, now);
      effects.add(new Effect.Fail(wait, error));
    }
  }

  private void abandonOverduePolls(long now) {
    for (Poll poll = polls.nextOverdue(now); poll != null; poll = polls.nextOverdue(now)) {
      if (poll.isAbandoned()) {
        polls.replaceWorker(poll);
      } else {
        verdicts.overdue(poll, now);
      }
    }
  }

  /** Ends a wait from outside, unless it has ended. */
  void end(OpenWait wait, Function<WaitDetails, WaitException> reason, long now) {
    if (!wait.ended) {
      WaitException error = reason.apply(details(wait, now));
      tasks.end(wait, now);
      effects.add(new Effect.Fail(wait, error));
    }
  }

  /** Ends a wait whose future has been completed from outside. */
  void forget(OpenWait wait, long now) {
    if (!wait.ended) {
      tasks.end(wait, now);
    }
  }

  /** Accepts no more waits, and ends all waits for at most this number of tasks; returns the ended ones. */
  List<OpenWait> close(int atMost, long now) {
    if (!closed && tasks.size() > 0) {
      effects.add(new Effect.Publish(new WatcherEvent.ClosedWhileWaiting(tasks.ids())));
    }
    closed = true;
    return tasks.endSome(
        atMost, wait -> new Effect.Fail(wait, new WatcherClosedException(details(wait, now))), now);
  }

  List<Effect> takeEffects() {
    return effects.take();
  }

  WaitDetails details(OpenWait wait, long now) {
    return errors.details(wait, now);
  }

  WatcherSnapshot snapshot(long now) {
    return WatcherSnapshots.of(tasks.tasks(), polls, now);
  }
}
