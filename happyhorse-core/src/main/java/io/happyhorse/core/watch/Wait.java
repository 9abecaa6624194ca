package io.happyhorse.core.watch;

import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitEvidence;
import io.happyhorse.core.error.WaitInterruptedException;
import io.happyhorse.core.lifecycle.TaskStep;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One wait for one task on the calling thread. */
final class Wait {
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration INTERVAL_FOR_LINK = Duration.ofSeconds(5);
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(5);

  private final TaskQueryPort tasks;
  private final Time time;
  private final TaskId id;
  private final Duration timeout;
  private final TaskListener listener;
  private final long start;
  private final Patience patience;
  private @Nullable VideoTask standing;
  private int polls;

  Wait(TaskQueryPort tasks, Time time, TaskId id, Duration timeout, TaskListener listener) {
    this.tasks = tasks;
    this.time = time;
    this.id = id;
    this.timeout = timeout;
    this.listener = listener;
    this.start = time.ticks();
    this.patience = new Patience(start);
  }

  VideoTask untilEnd() {
    while (true) {
      poll();
      VideoTask seen = standing;
      if (seen != null && seen.isFinished() && (seen.failure() != null || seen.link() != null)) {
        return seen;
      }
      pauseBeforeNextPoll(seen != null && seen.isSucceeded() ? INTERVAL_FOR_LINK : INTERVAL);
    }
  }

  private void poll() {
    polls++;
    try {
      Duration remaining = remaining();
      observed(tasks.query(
          id,
          remaining.compareTo(TaskQueryPort.DEFAULT_WITHIN) < 0
              ? remaining
              : TaskQueryPort.DEFAULT_WITHIN));
    } catch (QueryInterruptedException interrupted) {
      throw new WaitInterruptedException(evidence());
    } catch (QueryException error) {
      QueryException last = patience.endsAfter(error, time.ticks());
      if (last != null) {
        throw new WaitAbandonedException(evidence(), last);
      }
    }
  }

  private void observed(VideoTask task) {
    TaskStep step = TaskStep.between(standing, task);
    standing = step.standing(standing, task);
    tell(new TaskObservation(task, step, polls, time.since(start)));
    if (patience.endsAfter(standing, time.ticks())) {
      throw new LinkMissingException(evidence());
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a listener throws is its own affair
  private void tell(TaskObservation observation) {
    try {
      listener.observed(observation);
    } catch (RuntimeException listenersOwn) {
      // the wait goes on
    }
  }

  /** Sleeps for the interval; what is left before the deadline is used for one last poll shortly before it. */
  private void pauseBeforeNextPoll(Duration interval) {
    Duration remaining = remaining();
    Duration tenth = timeout.dividedBy(10);
    Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
    Duration untilLastPoll = remaining.minus(margin);
    boolean lastPollIsOver = untilLastPoll.isNegative() || untilLastPoll.isZero();
    Duration pause = lastPollIsOver
        ? remaining
        : untilLastPoll.compareTo(interval) < 0 ? untilLastPoll : interval;
    try {
      time.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedException(evidence());
    }
    if (lastPollIsOver) {
      throw new WaitDeadlineException(evidence());
    }
  }

  private Duration remaining() {
    return timeout.minus(time.since(start));
  }

  private WaitEvidence evidence() {
    return new WaitEvidence(id, tasks.origin(), standing, time.since(start), polls);
  }
}
