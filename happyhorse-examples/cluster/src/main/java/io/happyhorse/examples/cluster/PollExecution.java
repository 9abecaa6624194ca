package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.GatewayHistory;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a task: takes a slot of the shared rate, queries the status, lets {@link WaitState} decide, and reschedules the wait or records
 * its end. Thread-safe.
 */
final class PollExecution implements ExecutionHandler<String> {
  private static final Logger LOG = LoggerFactory.getLogger(PollExecution.class);

  private final TaskQueryPort port;
  private final ClusterSettings settings;
  private final RequestBudget budget;
  private final DatabaseClock clock;
  private final EndRecorder ends;
  private final NodeCounters counters;
  private final AtomicReference<GatewayHistory> history =
      new AtomicReference<>(GatewayHistory.NONE);

  /** The data of one poll. */
  private record Poll(TaskId id, WaitRow row, Execution execution) {}

  PollExecution(
      TaskQueryPort port,
      ClusterSettings settings,
      RequestBudget budget,
      DatabaseClock clock,
      EndRecorder ends,
      NodeCounters counters) {
    this.port = port;
    this.settings = settings;
    this.budget = budget;
    this.clock = clock;
    this.ends = ends;
    this.counters = counters;
  }

  @Override
  public CompletionHandler<String> execute(TaskInstance<String> wait, ExecutionContext context) {
    TaskId id = TaskId.of(wait.getId());
    Poll poll = new Poll(id, rowOf(id, wait.getData()), context.getExecution());
    try {
      return run(poll);
    } catch (SQLException error) {
      throw ClusterException.of(error);
    } catch (InterruptedException stopping) {
      // Does not set the interrupt flag, since the row must still be rescheduled.
      return (done, operations) -> operations.reschedule(done, poll.execution().executionTime);
    }
  }

  private WaitRow rowOf(TaskId id, String text) {
    try {
      return WaitRow.parse(text);
    } catch (RuntimeException damaged) {
      LOG.warn("The row of {} is damaged. The wait starts again.", id);
      return WaitRow.begin(clock.now(), settings.timeout(), null);
    }
  }

  private CompletionHandler<String> run(Poll poll) throws SQLException, InterruptedException {
    WaitState state = stateOf(poll);
    boolean isBeforeDeadline =
        poll.execution().executionTime.isBefore(poll.row().deadline());
    WaitVerdict verdict = isBeforeDeadline ? query(poll, state) : state.atDeadline();
    Instant now = clock.now();
    if (verdict instanceof WaitVerdict.KeepPolling && !now.isBefore(poll.row().deadline())) {
      verdict = verdict.state().atDeadline();
    }
    return verdict instanceof WaitVerdict.KeepPolling
        ? reschedule(poll, verdict, now)
        : recordEnd(poll, verdict);
  }

  private static WaitState stateOf(Poll poll) {
    try {
      return poll.row().stateOf(poll.id());
    } catch (IllegalArgumentException ofAnotherVersion) {
      LOG.warn(
          "The state of {} cannot be read: {} The wait starts again.",
          poll.id(),
          ofAnotherVersion.getMessage());
      return WaitState.begin();
    }
  }

  private WaitVerdict query(Poll poll, WaitState state) throws SQLException, InterruptedException {
    Instant sentAt = budget.take();
    counters.polls.increment();
    counters.lagMillis.add(
        Duration.between(poll.execution().executionTime, sentAt).toMillis());
    try {
      VideoTask task = port.query(poll.id(), TaskQueryPort.DEFAULT_WITHIN);
      history.updateAndGet(GatewayHistory::afterObservation);
      budget.succeeded(sentAt);
      return state.on(task, poll.row().age(clock.now()));
    } catch (QueryException error) {
      GatewayHistory known = history.updateAndGet(before -> before.after(error));
      budget.failed(error, sentAt);
      return state.on(error, poll.row().age(clock.now()), known, settings.giveUpPolicy());
    }
  }

  private CompletionHandler<String> reschedule(Poll poll, WaitVerdict verdict, Instant now) {
    WaitState state = verdict.state();
    Duration age = poll.row().age(now);
    PollContext context = new PollContext(
        poll.id(),
        poll.row().kind(),
        state.lastObservation(),
        state.age(age),
        state.runningFor(age),
        state.polls(),
        state.failedPolls(),
        null,
        ThreadLocalRandom.current().nextDouble());
    settings.schedule().observed(context);
    Instant due = nextDue(poll.row(), now, state.interval(settings.schedule().next(context)));
    String text = poll.row().with(state).toText();
    return (done, operations) -> operations.reschedule(done, due, text);
  }

  /** Returns when the next poll is due: at the latest shortly before the deadline, and after that at the deadline. */
  private static Instant nextDue(WaitRow row, Instant now, Duration interval) {
    Instant lastPoll = row.deadline().minus(GiveUpPolicy.lastPollMargin(row.timeout()));
    Instant due = now.plus(interval);
    if (due.isBefore(lastPoll)) {
      return due;
    }
    return now.isBefore(lastPoll) ? lastPoll : row.deadline();
  }

  private CompletionHandler<String> recordEnd(Poll poll, WaitVerdict verdict) throws SQLException {
    TaskEnd end = endOf(poll, verdict);
    if (!ends.record(end, poll.execution())) {
      counters.refused.increment();
      LOG.info("Another node has taken over {}. The result of this poll is discarded.", poll.id());
    } else if (verdict instanceof WaitVerdict.Finished finished) {
      settings.schedule().finished(finished.task(), poll.row().kind());
    }
    return (done, operations) -> {}; // the transaction has removed the row
  }

  private TaskEnd endOf(Poll poll, WaitVerdict verdict) {
    VideoTask task = verdict instanceof WaitVerdict.Finished finished ? finished.task() : null;
    return new TaskEnd(
        poll.id(),
        gateway(),
        outcome(task),
        EndReportJson.of(verdict),
        clock.now().truncatedTo(ChronoUnit.MICROS),
        settings.name(),
        task == null || task.link() == null ? null : task.link().expiresAt(),
        null,
        null,
        null);
  }

  private static TaskEnd.Outcome outcome(@Nullable VideoTask task) {
    if (task == null) {
      return TaskEnd.Outcome.GAVE_UP;
    }
    return task.isSucceeded() ? TaskEnd.Outcome.SUCCESS : TaskEnd.Outcome.FAILURE;
  }

  private String gateway() {
    return Objects.toString(port.origin(), "default");
  }
}
