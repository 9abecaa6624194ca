package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.function.Function;

/** The shell of a watcher: connects the state of all waits to the schedule, the workers and the callbacks. Thread-safe. */
final class Engine implements WaitControl, PollResults {
  private final TimeSource time;
  private final Planner planner;
  private final PollRunner polls;
  private final CallbackExecutor callbacks;
  private final EffectRunner effects;
  private final LockedWaits waits;

  Engine(WatcherSettings settings) {
    time = settings.time();
    planner = new Planner(settings.schedule(), time, this::publish);
    polls = new PollRunner(settings, planner, this);
    callbacks = new CallbackExecutor(settings.callbackExecutor());
    effects = new EffectRunner(settings, polls, planner, callbacks, this::plan);
    waits = new LockedWaits(settings, effects);
  }

  @Override
  public TimeSource time() {
    return time;
  }

  TaskHandle watch(TaskId id, WaitOptions options) {
    HandleFuture future = HandleFuture.of(this, options.listener());
    long first = options.isFresh() ? planner.first(id, options.kind()) : 0;
    return waits.apply((state, now) -> {
      future.bind(state.watch(id, options, future, first, now));
      return new TaskHandle(future);
    });
  }

  boolean nudge(TaskId id) {
    return waits.apply((state, now) -> state.nudge(id, now));
  }

  WatcherSnapshot snapshot() {
    return waits.apply(Waits::snapshot);
  }

  @Override
  public WaitDetails details(OpenWait wait) {
    return waits.apply((state, now) -> state.details(wait, now));
  }

  @Override
  public void end(OpenWait wait, Function<WaitDetails, WaitException> reason) {
    waits.apply((state, now) -> {
      state.end(wait, reason, now);
      return wait;
    });
  }

  @Override
  public void forget(OpenWait wait) {
    waits.apply((state, now) -> {
      state.forget(wait, now);
      return wait;
    });
  }

  @Override
  public void refuseCallbacks(TaskId id) {
    if (callbacks.isCallingNow()) {
      throw new IllegalStateException("A callback cannot wait for task " + id
          + ": it would block the thread that completes the wait. Use the handle's future.");
    }
  }

  @Override
  public Duration elapsed(WatchedTask task) {
    return task.elapsed(waits.now());
  }

  @Override
  public boolean begin(Poll poll) {
    return waits.begin(poll);
  }

  @Override
  public void observed(Poll poll, VideoTask observation, WaitVerdict verdict, long interval) {
    waits.apply((state, now) -> {
      state.observed(poll, observation, verdict, interval, now);
      return poll;
    });
  }

  @Override
  public void failed(Poll poll, QueryException error, long interval) {
    waits.apply((state, now) -> {
      state.failed(poll, error, interval, now);
      return poll;
    });
  }

  @Override
  public void neverSent(Poll poll) {
    waits.apply((state, now) -> {
      state.neverSent(poll, now);
      return poll;
    });
  }

  private void plan(WatchedTask task) {
    long interval = planner.next(task, task.state(), null, elapsed(task));
    waits.apply((state, now) -> {
      state.planned(task, interval, now);
      return task;
    });
  }

  private void publish(WatcherEvent event) {
    effects.publish(event);
  }

  /** Ends all waits, then the threads. */
  void close() {
    new Shutdown(waits, polls, callbacks).run();
  }
}
