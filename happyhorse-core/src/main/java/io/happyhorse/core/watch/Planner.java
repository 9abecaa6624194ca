package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.lifecycle.RequestLimit;
import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Queries the schedule for the next poll of a task and passes observations to it. Runs foreign code: never call it under a lock. */
final class Planner {
  private static final PollSchedule STAND_IN = PollSchedule.defaults();

  private final PollSchedule schedule;
  private final TimeSource time;
  private final Consumer<WatcherEvent> events;

  Planner(PollSchedule schedule, TimeSource time, Consumer<WatcherEvent> events) {
    this.schedule = schedule;
    this.time = time;
    this.events = events;
  }

  /** Returns the nanoseconds until the first poll of a new task. */
  long first(TaskId id, @Nullable String kind) {
    return interval(WaitState.begin(), context(id, kind, WaitState.begin(), null, Duration.ZERO));
  }

  /** Passes an observation to the schedule, and returns the nanoseconds until the next poll; 0 if the task has ended. */
  long after(WaitVerdict verdict, WatchedTask task, Duration elapsed) {
    if (verdict instanceof WaitVerdict.Finished finished) {
      finished(task, verdict.state(), finished.task(), elapsed);
      return 0;
    }
    return next(task, verdict.state(), null, elapsed);
  }

  /** Returns the nanoseconds until the next poll after one that resulted in this state, and passes the state to the schedule. */
  long next(WatchedTask task, WaitState state, @Nullable QueryException error, Duration elapsed) {
    PollContext context = context(task.id, task.kind, state, error, elapsed);
    long interval = interval(state, context);
    SafeCalls.run(() -> schedule.observed(context));
    return interval;
  }

  /** Passes the last poll of a task to the schedule. */
  private void finished(WatchedTask task, WaitState state, VideoTask last, Duration elapsed) {
    left(task, state, elapsed);
    SafeCalls.run(() -> schedule.finished(last, task.kind));
  }

  /** Informs the schedule that the last wait for a task has ended. */
  void left(WatchedTask task, WaitState state, Duration elapsed) {
    PollContext context = context(task.id, task.kind, state, null, elapsed);
    SafeCalls.run(() -> schedule.observed(context));
  }

  private long interval(WaitState state, PollContext context) {
    return TimeUnit.NANOSECONDS.convert(state.interval(scheduled(context)));
  }

  @SuppressWarnings("CatchingUnchecked") // a broken schedule must not lose a task
  private Duration scheduled(PollContext context) {
    try {
      Duration interval = schedule.next(context);
      if (interval.isZero() || interval.isNegative()) {
        throw new IllegalArgumentException(
            "The schedule's interval must be more than zero, not " + interval + ".");
      }
      return interval;
    } catch (Throwable schedulesOwn) {
      events.accept(new WatcherEvent.ScheduleFailed(context.id(), schedulesOwn));
      return STAND_IN.next(context);
    }
  }

  private PollContext context(
      TaskId id,
      @Nullable String kind,
      WaitState state,
      @Nullable QueryException error,
      Duration elapsed) {
    return new PollContext(
        id,
        kind,
        state.lastObservation(),
        state.age(elapsed),
        state.runningFor(elapsed),
        state.polls(),
        state.failedPolls(),
        RequestLimit.capped(error == null ? null : error.retryAfter()),
        time.random("jitter", id, state.polls()).nextDouble());
  }
}
