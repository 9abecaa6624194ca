package io.happyhorse.core.watch;

import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryEvidence;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitEvidence;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.lifecycle.GatewayHistory;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.lifecycle.LastError;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state of all waits of a watcher. Events and the passing of time go in, {@link Effect}s come out; there is no thread, lock or
 * clock in it, and no foreign code is called. Times are ticks since the watcher was made. Not thread-safe.
 *
 * <p>After each event, call {@link #passTo}, {@link #nextAt} and {@link #takeEffects}.
 */
final class Waits {
  private final @Nullable URI gateway;
  private final GiveUpPolicy policy;
  private final Effect.Log effects = new Effect.Log();
  private final Polls polls;
  private final Map<TaskId, WatchedTask> tasks = new HashMap<>();
  private final Deadlines deadlines = new Deadlines();
  private GatewayHistory history = GatewayHistory.NONE;
  private boolean hasToldOfLongRound;
  private boolean closed;

  Waits(WatcherSettings settings) {
    gateway = settings.tasks().origin();
    policy = settings.giveUp();
    polls = new Polls(settings.maxInFlight(), settings.ratePerSecond(), effects);
  }

  /**
   * Begins a wait.
   *
   * @param firstInterval how long to wait before the first poll of a task that was not watched; 0 if it is not new
   */
  OpenWait watch(TaskId id, Wait options, WaitRecipient recipient, long firstInterval, long now) {
    WatchedTask running = tasks.get(id);
    WatchedTask task = running == null ? new WatchedTask(id, now) : running;
    task.kind = task.kind == null ? options.kind() : task.kind;
    OpenWait wait = new OpenWait(task, recipient, now, options.timeoutNanos());
    if (closed) {
      throw new WatcherClosedException(evidence(wait, now));
    }
    task.add(wait);
    deadlines.add(wait);
    if (running == null) {
      tasks.put(id, task);
      polls.plan(task, firstInterval, now);
    } else {
      welcome(wait, options.isFresh(), now);
    }
    tellOfLongRound(wait, now);
    return wait;
  }

  /** Lets a wait join others: it is told the last observation, and its own first or last poll is planned. */
  private void welcome(OpenWait wait, boolean isFresh, long now) {
    WatchedTask task = wait.task;
    VideoTask last = task.state.lastObservation();
    if (last != null && wait.recipient.isListening()) {
      effects.add(new Effect.Tell(
          wait, new TaskObservation(last, TaskTransition.between(null, last), 0, Duration.ZERO)));
    }
    if (task.slot != null) {
      long due = task.polls() == 0 && !isFresh ? now : task.slot.due();
      polls.plan(task, Math.max(0, due - now), now);
    }
  }

  private void tellOfLongRound(OpenWait wait, long now) {
    long round = polls.fullRound(tasks.size(), now);
    if (!hasToldOfLongRound && round > wait.timeout()) {
      hasToldOfLongRound = true;
      publish(new WatcherEvent.RoundExceedsTimeout(
          tasks.size(), Duration.ofNanos(round), Duration.ofNanos(wait.timeout())));
    }
  }

  /** Takes in that a thread begins a poll; false if it is not to be sent. */
  boolean begin(Poll poll, long now) {
    return polls.begin(poll, now);
  }

  /**
   * Takes in what a poll has brought.
   *
   * @param verdict what that means for the state of the task
   * @param interval what the schedule says about the next poll
   */
  void observed(Poll poll, VideoTask observation, WaitVerdict verdict, long interval, long now) {
    polls.observed(poll, observation, now);
    history = history.afterObservation();
    if (polls.returned(poll, now)) {
      WatchedTask task = poll.task;
      WaitState before = task.state;
      task.state = verdict.state();
      if (task.hasListeners()) {
        tell(task, observation, TaskTransition.between(before.lastObservation(), observation), now);
      }
      obey(task, verdict, interval, now);
    }
  }

  private void tell(WatchedTask task, VideoTask observation, TaskTransition transition, long now) {
    task.forEach(wait -> {
      if (wait.recipient.isListening()) {
        effects.add(new Effect.Tell(
            wait, new TaskObservation(observation, transition, wait.polls(), wait.elapsed(now))));
      }
    });
  }

  /** Takes in that a poll has failed. */
  void failed(Poll poll, QueryException error, long interval, long now) {
    polls.failed(poll, error, now);
    history = history.after(error);
    if (polls.returned(poll, now)) {
      obey(poll.task, judge(poll.task, error, now), interval, now);
    }
  }

  /** Takes in that a poll was not sent, since it had been abandoned before a thread began it. */
  void neverSent(Poll poll, long now) {
    polls.returned(poll, now);
  }

  private WaitVerdict judge(WatchedTask task, QueryException error, long now) {
    publish(new WatcherEvent.PollFailed(error));
    WaitVerdict verdict = task.state.on(error, task.elapsed(now), history, policy);
    task.state = verdict.state();
    return verdict;
  }

  private void obey(WatchedTask task, WaitVerdict verdict, long interval, long now) {
    if (verdict instanceof WaitVerdict.KeepAsking) {
      long atLeast = task.isSucceeded() ? 0 : polls.round(tasks.size(), now); // nobody is starved
      polls.plan(task, task.nudged ? 0 : Math.max(interval, atLeast), now);
      task.nudged = false;
    } else {
      end(task, verdict, now);
    }
  }

  private void end(WatchedTask task, WaitVerdict verdict, long now) {
    if (verdict instanceof WaitVerdict.Finished finished) {
      endAll(task, wait -> new Effect.Finish(wait, finished.task()), now);
    } else {
      endAll(task, wait -> new Effect.Fail(wait, error(verdict, evidence(wait, now))), now);
    }
  }

  private static WaitException error(WaitVerdict verdict, WaitEvidence evidence) {
    if (verdict instanceof WaitVerdict.LinkMissing) {
      return new LinkMissingException(evidence);
    }
    return verdict instanceof WaitVerdict.GaveUp gaveUp && gaveUp.error() == null
        ? new WaitDeadlineException(evidence)
        : new WaitAbandonedException(evidence);
  }

  /** Takes in the schedule's interval for a task, asked for by {@link Effect.Plan}. */
  void planned(WatchedTask task, long interval, long now) {
    boolean isPlanned = task.slot != null || task.inFlight != null;
    if (!task.hasEnded() && !isPlanned) {
      obey(task, new WaitVerdict.KeepAsking(task.state), interval, now);
    }
  }

  /** Polls a task as soon as the throttle allows, once; tells whether it is waited for. */
  boolean nudge(TaskId id, long now) {
    WatchedTask task = tasks.get(id);
    if (task != null && task.inFlight == null) {
      polls.plan(task, 0, now);
    } else if (task != null) {
      task.nudged = true;
    }
    return task != null;
  }

  /** Does what has become due: ends waits at their deadlines, gives up overdue polls, begins polls. */
  void passTo(long now) {
    if (closed) {
      return;
    }
    for (OpenWait wait = deadlines.next(now); wait != null; wait = deadlines.next(now)) {
      WaitException error = error(wait.task.state.atDeadline(), evidence(wait, now));
      detach(wait, now);
      effects.add(new Effect.Fail(wait, error));
    }
    for (Poll poll = polls.nextOverdue(now); poll != null; poll = polls.nextOverdue(now)) {
      if (poll.isAbandoned()) {
        polls.replaceWorker(poll);
      } else {
        giveUp(poll, now);
      }
    }
    polls.passTo(now);
  }

  /** Returns when {@link #passTo} has something to do next, {@link Long#MAX_VALUE} if nothing but an event changes anything. */
  long nextAt(long now) {
    return closed ? Long.MAX_VALUE : Math.min(deadlines.firstAt(), polls.nextAt(now));
  }

  /** Gives up a poll whose port does not keep to its time: its task is polled again. */
  private void giveUp(Poll poll, long now) {
    WatchedTask task = poll.task;
    polls.abandon(poll, now);
    task.inFlight = null;
    QueryException error = new NetworkException(
        "the port did not return within " + poll.within.toMillis() + " ms",
        new QueryEvidence(task.id, gateway, null, null, 1, null, null),
        null);
    WaitVerdict verdict = judge(task, error, now);
    if (verdict instanceof WaitVerdict.KeepAsking) {
      effects.add(new Effect.Plan(task));
    } else {
      end(task, verdict, now);
    }
  }

  private void endAll(WatchedTask task, Function<OpenWait, Effect> ending, long now) {
    OpenWait all = task.removeAll();
    leave(task, now);
    for (OpenWait wait = all; wait != null; wait = wait.next) {
      wait.ended = true;
      deadlines.ended(wait);
      effects.add(ending.apply(wait));
    }
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

  /** Takes a wait out of its task, which is no longer watched after its last wait. */
  private void detach(OpenWait wait, long now) {
    WatchedTask task = wait.task;
    wait.ended = true;
    deadlines.ended(wait);
    task.remove(wait);
    if (task.hasEnded()) {
      leave(task, now);
    }
  }

  /** Ends a wait from outside, unless it has ended. */
  void end(OpenWait wait, Function<WaitEvidence, WaitException> reason, long now) {
    if (!wait.ended) {
      WaitException error = reason.apply(evidence(wait, now));
      detach(wait, now);
      effects.add(new Effect.Fail(wait, error));
    }
  }

  /** Lets go of a wait whose end has been told from outside. */
  void forget(OpenWait wait, long now) {
    if (!wait.ended) {
      detach(wait, now);
    }
  }

  /** Ends all waits and begins no more; returns those it has ended. */
  List<OpenWait> close(long now) {
    closed = true;
    List<OpenWait> open = new ArrayList<>();
    if (!tasks.isEmpty()) {
      publish(new WatcherEvent.WaitsCut(List.copyOf(tasks.keySet())));
    }
    for (WatchedTask task : new ArrayList<>(tasks.values())) {
      task.forEach(open::add);
      endAll(
          task,
          wait -> new Effect.Fail(wait, new WatcherClosedException(evidence(wait, now))),
          now);
    }
    return open;
  }

  private void publish(WatcherEvent event) {
    effects.add(new Effect.Publish(event));
  }

  List<Effect> takeEffects() {
    return effects.take();
  }

  WaitEvidence evidence(OpenWait wait, long now) {
    WaitState state = wait.task.state;
    LastError error = state.lastError();
    return new WaitEvidence(
        wait.task.id,
        gateway,
        state.lastObservation(),
        wait.elapsed(now),
        wait.polls(),
        error == null ? null : error.exception());
  }

  WatcherSnapshot snapshot(long now) {
    return WatcherSnapshots.of(tasks.values(), polls, now);
  }
}
