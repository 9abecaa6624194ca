package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.GatewayHistory;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.task.VideoTask;

/** Judges the results of polls, and applies the verdicts: plans the next poll of a task or ends its waits. Not thread-safe. */
final class Verdicts {
  private final WaitErrors errors;
  private final GiveUpPolicy policy;
  private final Polls polls;
  private final TaskRegistry tasks;
  private final EffectLog effects;
  private GatewayHistory history = GatewayHistory.NONE;

  Verdicts(
      WaitErrors errors, GiveUpPolicy policy, Polls polls, TaskRegistry tasks, EffectLog effects) {
    this.errors = errors;
    this.policy = policy;
    this.polls = polls;
    this.tasks = tasks;
    this.effects = effects;
  }

  void observed(Poll poll, VideoTask observation, WaitVerdict verdict, long interval, long now) {
    polls.observed(poll, observation, now);
    history = history.afterObservation();
    if (polls.returned(poll, now)) {
      WatchedTask task = poll.task;
      VideoTask before = task.hasListeners() ? task.state().lastObservation() : null;
      task.set(verdict.state());
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

  void failed(Poll poll, QueryException error, long interval, long now) {
    polls.failed(poll, error, now);
    history = history.after(error);
    if (polls.returned(poll, now)) {
      apply(poll.task, judge(poll.task, error, now), interval, now);
    }
  }

  /** Abandons a poll whose port exceeds the time limit; the task is polled again. */
  void overdue(Poll poll, long now) {
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

  private WaitVerdict judge(WatchedTask task, QueryException error, long now) {
    effects.add(new Effect.Publish(new WatcherEvent.PollFailed(error)));
    WaitVerdict verdict = task.state().on(error, task.elapsed(now), history, policy);
    task.set(verdict.state());
    return verdict;
  }

  /** Plans the next poll of a task, unless it has ended or is already planned. */
  void planned(WatchedTask task, long interval, long now) {
    boolean isPlanned = task.isPlanned() || task.inFlight != null;
    if (!task.hasEnded() && !isPlanned) {
      apply(task, new WaitVerdict.KeepPolling(task.state()), interval, now);
    }
  }

  private void apply(WatchedTask task, WaitVerdict verdict, long interval, long now) {
    if (verdict instanceof WaitVerdict.KeepPolling) {
      long atLeast = verdict.state().isLinkMissing() ? 0 : polls.round(tasks.size(), now);
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
}
