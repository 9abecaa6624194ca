package io.happyhorse.core.watch;

import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the schedule when a task is to be polled again, and lets it learn. */
final class Planner {
  private static final long FOR_LINK = TimeUnit.SECONDS.toNanos(5);
  private static final PollSchedule STAND_IN = PollSchedule.defaults();

  private final PollSchedule schedule;
  private final TimeSource time;
  private final Consumer<WatcherEvent> events;

  Planner(PollSchedule schedule, TimeSource time, Consumer<WatcherEvent> events) {
    this.schedule = schedule;
    this.time = time;
    this.events = events;
  }

  /** Returns the nanoseconds until the next poll. */
  long interval(WatchedTask loop, PollContext context) {
    long planned = TimeUnit.NANOSECONDS.convert(next(context));
    VideoTask standing = loop.standing;
    return standing != null && standing.isSucceeded() ? Math.min(FOR_LINK, planned) : planned;
  }

  @SuppressWarnings("CatchingUnchecked") // a broken schedule must not lose a task
  private Duration next(PollContext context) {
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

  /** Lets the schedule learn that a poll, or the last wait for a task, has ended. Runs foreign code. */
  void observed(PollContext context) {
    schedule.observed(context);
  }

  /** Lets the schedule learn from a task that has ended. Runs foreign code. */
  void finished(VideoTask task, @Nullable String kind) {
    schedule.finished(task, kind);
  }

  PollContext context(WatchedTask loop, @Nullable Duration serverHint, long now) {
    VideoTask last = loop.standing;
    Duration sinceSeen = Duration.ofNanos(now - loop.standingSince);
    Duration age = last == null ? null : last.age();
    return new PollContext(
        loop.id,
        loop.kind,
        last,
        age == null ? Duration.ofNanos(now - loop.since) : age.plus(sinceSeen),
        last == null ? null : runningFor(last, sinceSeen),
        loop.polls,
        loop.failedPolls,
        serverHint,
        time.random("jitter", loop.id, loop.polls).nextDouble());
  }

  private static @Nullable Duration runningFor(VideoTask last, Duration sinceSeen) {
    Instant startedAt = last.timeline().startedAt();
    if (startedAt == null) {
      return null;
    }
    Duration running = Duration.between(startedAt, last.observedAt());
    return running.isNegative() ? sinceSeen : running.plus(sinceSeen);
  }
}
