package io.happyhorse.core.watch;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The watched tasks and their waits. A task is watched until its last wait has ended. Not thread-safe. */
final class TaskRegistry {
  private final Polls polls;
  private final EffectLog effects;
  private final Map<TaskId, WatchedTask> tasks = new HashMap<>();
  private final Deadlines deadlines = new Deadlines();

  TaskRegistry(Polls polls, EffectLog effects) {
    this.polls = polls;
    this.effects = effects;
  }

  @Nullable
  WatchedTask find(TaskId id) {
    return tasks.get(id);
  }

  int size() {
    return tasks.size();
  }

  Collection<WatchedTask> tasks() {
    return tasks.values();
  }

  List<TaskId> ids() {
    return List.copyOf(tasks.keySet());
  }

  /** Adds a wait; returns whether its task was not watched before. */
  boolean add(OpenWait wait) {
    wait.task.add(wait);
    deadlines.add(wait);
    return tasks.putIfAbsent(wait.task.id, wait.task) == null;
  }

  /** Returns a wait whose deadline has passed, to be {@linkplain #end ended}; null if there is none. */
  @Nullable
  OpenWait nextAtDeadline(long now) {
    return deadlines.next(now);
  }

  long firstDeadline() {
    return deadlines.firstAt();
  }

  /** Ends one wait. */
  void end(OpenWait wait, long now) {
    ended(wait);
    wait.task.remove(wait);
    if (wait.task.hasEnded()) {
      leave(wait.task, now);
    }
  }

  /** Ends all waits for a task. */
  void endAll(WatchedTask task, Function<OpenWait, Effect> ending, long now) {
    OpenWait all = task.removeAll();
    leave(task, now);
    for (OpenWait wait = all; wait != null; wait = wait.next) {
      ended(wait);
      effects.add(ending.apply(wait));
    }
  }

  /** Ends all waits for at most this number of tasks, and returns them. */
  List<OpenWait> endSome(int atMost, Function<OpenWait, Effect> ending, long now) {
    List<OpenWait> ended = new ArrayList<>();
    for (WatchedTask task : tasks.values().stream().limit(atMost).toList()) {
      task.forEach(ended::add);
      endAll(task, ending, now);
    }
    return ended;
  }

  private void ended(OpenWait wait) {
    wait.ended = true;
    deadlines.remove(wait);
  }

  private void leave(WatchedTask task, long now) {
    tasks.remove(task.id);
    polls.remove(task);
    if (task.inFlight != null) {
      polls.abandon(task.inFlight, now);
    }
    VideoTask last = task.state.lastObservation();
    if (last == null || (last.failure() == null && last.link() == null)) {
      effects.add(new Effect.Leave(task, task.elapsed(now)));
    }
  }
}
