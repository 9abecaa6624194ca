package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.lifecycle.GatewayHistory;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
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
  private final GiveUpPolicy policy;
  private final Effect.Log effects = new Effect.Log();
  private final Polls polls;
  private final TaskRegistry tasks;
  private GatewayHistory history = GatewayHistory.NONE;
  private boolean isLongRoundReported;
  private boolean closed;

  Waits(WatcherSettings settings) {
    errors = new WaitErrors(settings.tasks().origin());
    policy = settings.giveUp();
    polls = new Polls(settings.maxInFlight(), settings.ratePerSecond(), effects);
    tasks = new TaskRegistry(polls, effects);
  }

  /**
   * Begins a wait.
   *
   * @param firstInterval how long to wait before the first poll if the task is not watched yet
   */
  OpenWait watch(
      TaskId id, WaitOptions options, WaitRecipient recipient, long firstInterval, long now) {
    WatchedTask running = tasks.find(id);
    WatchedTask task = running == null ? new WatchedTask(id, now) : running;
    task.kind = task.kind == null ? options.kind() : task.kind;
    OpenWait wait = new OpenWait(task, recipient, now, options.timeoutNanos());
    if (closed) {
      throw new WatcherClosedException(details(wait, now));
    }
    if (tasks.add(wait)) {
      polls.plan(task, firstInterval, now);
    } else {
      join(wait, options.isFresh(), now);
    }
    reportLongRound(wait, now);
    return wait;
  }

  /** Adds a wait to others for the same task: it receives the last observation, and its first or last poll is planned. */
  private void join(OpenWait wait, boolean isFresh, long now) {
    WatchedTask task = wait.task;
    VideoTask last = task.state.lastObservation();
    if (last != null && wait.recipient.isListening()) {
      TaskTransition first = TaskTransition.between(null, last);
      effects.add(new Effect.Notify(wait, new TaskObservation(last, first, 0, Duration.ZERO)));
    }
    if (task.slot != null) {
      long due = task.polls() == 0 && !isFresh ? now : task.slot.due();
      polls.plan(task, Math.max(0, due - now), now);
    }
  }

  private void reportLongRound(OpenWait wait, long now) {
    long round = polls.fullRound(tasks.size(), now);
    if (!isLongRoundReported && round > wait.timeout()) {
      isLongRoundReported = true;
      publish(new WatcherEvent.RoundExceedsTimeout(
          tasks.size(), Duration.ofNanos(round), Duration.ofNanos(wait.timeout())));
    }
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
    polls.observed(poll, observation, now);
    history = history.afterObservation();
    if (polls.returned(poll, now)) {
      WatchedTask task = poll.task;
      VideoTask before = task.state.lastObservation();
      task.state = verdict.state();
      if (task.hasListeners()) {
        notifyListeners(task, observation, TaskTransition.between(before, observation), now);
      }
      apply(task, verdict, interval, now);
    }
  }

  private void notifyListeners(
      WatchedTask task, VideoTask observation, TaskTransition transition, long now) {
    task.forEach(wait -> {
      if (wait.recipient.isListening()) {
        effects.add(new Effect.Notify(
            wait, new TaskObservation(observation, transition, wait.polls(), wait.elapsed(now))));
      }
    });
  }

  /** Called when a poll has failed. */
  void failed(Poll poll, QueryException error, long interval, long now) {
    polls.failed(poll, error, now);
    history = history.after(error);
    if (polls.returned(poll, now)) {
      apply(poll.task, judge(poll.task, error, now), interval, now);
    }
  }

  /** Called when a poll was not sent because it was abandoned before a thread began it. */
  void neverSent(Poll poll, long now) {
    polls.returned(poll, now);
  }

  private WaitVerdict judge(WatchedTask task, QueryException error, long now) {
    publish(new WatcherEvent.PollFailed(error));
    WaitVerdict verdict = task.state.on(error, task.elapsed(now), history, policy);
    task.state = verdict.state();
    return verdict;
  }

  private void apply(WatchedTask task, WaitVerdict verdict, long interval, long now) {
    if (verdict instanceof WaitVerdict.KeepPolling) {
      long atLeast = task.state.isLinkMissing() ? 0 : polls.round(tasks.size(), now);
      polls.plan(task, task.nudged ? 0 : Math.max(interval, atLeast), now);
      task.nudged = false;
    } else {
      end(task, verdict, now);
    }
  }

  private void end(WatchedTask task, WaitVerdict verdict, long now) {
    if (verdict instanceof WaitVerdict.Finished finished) {
      tasks.endAll(task, wait -> new Effect.Finish(wait, finished.task()), now);
    } else {
      tasks.endAll(task, wait -> new Effect.Fail(wait, errors.of(verdict, wait, now)), now);
    }
  }

  /** Sets the schedule's interval for a task, as requested by {@link Effect.Plan}. */
  void planned(WatchedTask task, long interval, long now) {
    boolean isPlanned = task.slot != null || task.inFlight != null;
    if (!task.hasEnded() && !isPlanned) {
      apply(task, new WaitVerdict.KeepPolling(task.state), interval, now);
    }
  }

  /** Polls a task once, as soon as the throttle allows; returns whether the task is watched. */
  boolean nudge(TaskId id, long now) {
    WatchedTask task = tasks.find(id);
    if (task != null && task.inFlight == null) {
      polls.plan(task, 0, now);
    } else if (task != null) {
      task.nudged = true;
    }
    return task != null;
  }

  /** Processes what is due: ends waits at their deadlines, abandons overdue polls, begins polls. */
  void passTo(long now) {
    if (!closed) {
      endAtDeadline(now);
      giveUpOverduePolls(now);
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
      WaitException error = errors.of(wait.task.state.atDeadline(), wait, now);
      tasks.end(wait, now);
      effects.add(new Effect.Fail(wait, error));
    }
  }

  private void giveUpOverduePolls(long now) {
    for (Poll poll = polls.nextOverdue(now); poll != null; poll = polls.nextOverdue(now)) {
      if (poll.isAbandoned()) {
        polls.replaceWorker(poll);
      } else {
        giveUp(poll, now);
      }
    }
  }

  /** Abandons a poll whose port exceeds the time limit; the task is polled again. */
  private void giveUp(Poll poll, long now) {
    WatchedTask task = poll.task;
    polls.abandon(poll, now);
    task.inFlight = null;
    WaitVerdict verdict = judge(task, errors.overdue(poll), now);
    if (verdict instanceof WaitVerdict.KeepPolling) {
      effects.add(new Effect.Plan(task));
    } else {
      end(task, verdict, now);
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
      publish(new WatcherEvent.ClosedWhileWaiting(tasks.ids()));
    }
    closed = true;
    return tasks.endSome(
        atMost, wait -> new Effect.Fail(wait, new WatcherClosedException(details(wait, now))), now);
  }

  private void publish(WatcherEvent event) {
    effects.add(new Effect.Publish(event));
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
