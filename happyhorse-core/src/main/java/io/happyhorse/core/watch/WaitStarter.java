package io.happyhorse.core.watch;

import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/** Starts waits: for a task that is not watched yet, or beside other waits for the same task. Not thread-safe. */
final class WaitStarter {
  private final Polls polls;
  private final TaskRegistry tasks;
  private final EffectLog effects;
  private boolean isLongRoundReported;

  WaitStarter(Polls polls, TaskRegistry tasks, EffectLog effects) {
    this.polls = polls;
    this.tasks = tasks;
    this.effects = effects;
  }

  /** Returns a new wait, which is not started. */
  OpenWait create(TaskId id, WaitOptions options, WaitRecipient recipient, long now) {
    WatchedTask running = tasks.find(id);
    WatchedTask task = running == null ? new WatchedTask(id, now) : running;
    task.kind = task.kind == null ? options.kind() : task.kind;
    return new OpenWait(task, recipient, now, options.timeoutNanos());
  }

  void start(OpenWait wait, boolean isFresh, long firstInterval, long now) {
    if (tasks.add(wait)) {
      polls.plan(wait.task, firstInterval, now);
    } else {
      join(wait, isFresh, now);
    }
    reportLongRound(wait, now);
  }

  /** Adds a wait to others for the same task: it receives the last observation, and its first or last poll is planned. */
  private void join(OpenWait wait, boolean isFresh, long now) {
    WatchedTask task = wait.task;
    VideoTask last = task.state().lastObservation();
    if (last != null && wait.recipient.isListening()) {
      TaskTransition first = TaskTransition.between(null, last);
      effects.add(new Effect.Notify(wait, new TaskObservation(last, first, 0, Duration.ZERO)));
    }
    if (task.isPlanned()) {
      long due = task.polls() == 0 && !isFresh ? now : task.due;
      polls.plan(task, due - now, now);
    }
  }

  private void reportLongRound(OpenWait wait, long now) {
    long round = polls.fullRound(tasks.size(), now);
    if (!isLongRoundReported && round > wait.timeout()) {
      isLongRoundReported = true;
      effects.add(new Effect.Publish(new WatcherEvent.RoundExceedsTimeout(
          tasks.size(), Duration.ofNanos(round), Duration.ofNanos(wait.timeout()))));
    }
  }
}
