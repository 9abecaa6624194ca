package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Drives the state of all waits: takes the lock, passes an event in, processes what is due, sets the timer, releases the lock
 * and runs the effects. Foreign code never runs under the lock. Times are ticks since the engine was created.
 */
final class Engine implements WaitControl, PollResults {
  private static final long NEVER = Long.MAX_VALUE;

  /** The maximum number of tasks whose waits are ended in one step on closing. It limits the memory for their errors. */
  private static final int CLOSED_AT_ONCE = 20_000;

  /** The maximum duration of each of the four steps of closing. */
  private static final Duration CLOSING_STEP_TAKES = Duration.ofMillis(1_200);

  private final TimeSource time;
  private final long start;
  private final Planner planner;
  private final PollRunner polls;
  private final CallbackExecutor callbacks;
  private final EffectRunner effects;
  private final Timer timer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Waits waits;
  private long alarmAt = NEVER;

  Engine(WatcherSettings settings) {
    time = settings.time();
    start = time.nanoTime();
    planner = new Planner(settings.schedule(), time, this::publish);
    polls = new PollRunner(settings, planner, this);
    callbacks = new CallbackExecutor(settings.callbackExecutor());
    effects = new EffectRunner(settings, polls, planner, callbacks, this::plan);
    waits = new Waits(settings);
    timer = time.timer("happyhorse-timer", this::timerFired);
  }

  private long now() {
    return time.nanoTime() - start;
  }

  @Override
  public TimeSource time() {
    return time;
  }

  TaskHandle watch(TaskId id, WaitOptions options) {
    HandleFuture future = new HandleFuture(this, options.listener());
    long first = options.isFresh() ? planner.first(id, options.kind()) : 0;
    return apply(now -> {
      future.bind(waits.watch(id, options, future, first, now));
      return new TaskHandle(future);
    });
  }

  boolean nudge(TaskId id) {
    return apply(now -> waits.nudge(id, now));
  }

  WatcherSnapshot snapshot() {
    return apply(waits::snapshot);
  }

  @Override
  public WaitDetails details(OpenWait wait) {
    return apply(now -> waits.details(wait, now));
  }

  @Override
  public void end(OpenWait wait, Function<WaitDetails, WaitException> reason) {
    apply(now -> {
      waits.end(wait, reason, now);
      return wait;
    });
  }

  @Override
  public void forget(OpenWait wait) {
    apply(now -> {
      waits.forget(wait, now);
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
    return task.elapsed(now());
  }

  @Override
  public boolean begin(Poll poll) {
    lock.lock();
    try {
      return waits.begin(poll, now());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void observed(Poll poll, VideoTask observation, WaitVerdict verdict, long interval) {
    apply(now -> {
      waits.observed(poll, observation, verdict, interval, now);
      return poll;
    });
  }

  @Override
  public void failed(Poll poll, QueryException error, long interval) {
    apply(now -> {
      waits.failed(poll, error, interval, now);
      return poll;
    });
  }

  @Override
  public void neverSent(Poll poll) {
    apply(now -> {
      waits.neverSent(poll, now);
      return poll;
    });
  }

  private void plan(WatchedTask task) {
    long interval = planner.next(task, task.state, null, elapsed(task));
    apply(now -> {
      waits.planned(task, interval, now);
      return task;
    });
  }

  private void publish(WatcherEvent event) {
    effects.publish(event);
  }

  private void timerFired() {
    apply(now -> {
      alarmAt = NEVER;
      return timer;
    });
  }

  /** Applies an event to the waits, then processes what has become due. */
  private <T> T apply(LongFunction<T> event) {
    PendingWork activity = time.begin("a watcher");
    List<Runnable> actions = List.of();
    lock.lock();
    try {
      return event.apply(now());
    } finally {
      try {
        passTime();
      } finally {
        actions = effects.actions(waits.takeEffects());
        lock.unlock();
      }
      activity.close(); // the actions have their own pending work
      actions.forEach(SafeCalls::run);
    }
  }

  private void passTime() {
    long now = now();
    waits.passTo(now);
    long next = waits.nextAt(now);
    if (next < alarmAt) {
      alarmAt = next;
      timer.set(start + next);
    }
  }

  /** Ends all waits, then the threads, in at most four steps of {@link #CLOSING_STEP_TAKES}. */
  void close() {
    List<HandleFuture> incomplete = endWaits();
    timer.close();
    polls.shutDown();
    callbacks.shutDown();
    awaitThreads();
    callbacks.completeRest(incomplete, CLOSING_STEP_TAKES);
  }

  /** Ends all waits and returns those whose callbacks did not run in time. */
  private List<HandleFuture> endWaits() {
    List<HandleFuture> incomplete = new ArrayList<>();
    long begun = TimeSource.system().nanoTime();
    List<OpenWait> ended;
    do {
      ended = apply(now -> waits.close(CLOSED_AT_ONCE, now));
      List<HandleFuture> futures = ended.stream()
          .map(wait -> (HandleFuture) wait.recipient) // watch() creates no others
          .toList();
      Duration left = CLOSING_STEP_TAKES.minus(TimeSource.system().since(begun));
      incomplete.addAll(callbacks.awaitAll(futures, left));
    } while (!ended.isEmpty());
    return incomplete;
  }

  private void awaitThreads() {
    try {
      polls.awaitEnd(CLOSING_STEP_TAKES);
      callbacks.awaitEnd(CLOSING_STEP_TAKES);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
