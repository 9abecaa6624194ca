package io.happyhorse.core.watch;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.GatewayHistory;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.PendingWork;
import java.time.Duration;

/**
 * Runs polls on workers: queries the port and the schedule, and passes both results on together. Foreign code runs here, without
 * the lock.
 */
final class PollRunner {
  private final TaskQueryPort tasks;
  private final GiveUpPolicy giveUp;
  private final PollExecutor executor;
  private final Planner planner;
  private final PollResults results;
  private final RunningPolls running = new RunningPolls();

  PollRunner(WatcherSettings settings, Planner planner, PollResults results) {
    this.tasks = settings.tasks();
    this.giveUp = settings.giveUp();
    this.executor = new PollExecutor(settings.pollExecutor(), settings.maxInFlight());
    this.planner = planner;
    this.results = results;
  }

  /** Runs a poll on a worker; the pending work ends with the poll. */
  @SuppressWarnings("CatchingUnchecked") // an executor that fails must not lose the task
  void start(Poll poll, PendingWork activity) {
    try {
      executor.execute(() -> run(poll, activity));
    } catch (Throwable refused) {
      failed(poll, portFailed(poll, "the poll executor rejected the poll", refused))
          .run();
      activity.close();
    }
  }

  /** Runs a poll; returns the action that reports its result. */
  private Runnable run(Poll poll, PendingWork activity) {
    activity.bindToCurrentThread();
    running.begin(poll);
    Runnable report;
    if (results.begin(poll)) {
      report = query(poll);
    } else {
      running.end(poll);
      report = () -> results.neverSent(poll);
    }
    return () -> {
      report.run();
      activity.close();
    };
  }

  @SuppressWarnings("CatchingUnchecked") // a port's defect must not lose a task
  private Runnable query(Poll poll) {
    VideoTask observation;
    try {
      observation = observation(poll);
    } catch (QueryException error) {
      running.end(poll);
      return failed(poll, error);
    } catch (Throwable defect) {
      running.end(poll);
      return failed(
          poll, portFailed(poll, "the port failed with " + defect.getClass().getName(), defect));
    }
    running.end(poll);
    return observed(poll, observation);
  }

  private VideoTask observation(Poll poll) {
    TaskId id = poll.task.id;
    VideoTask observation = tasks.query(id, poll.within);
    if (!observation.id().equals(id)) {
      throw new MalformedResponseException(
          "it is about another task, " + observation.id(), details(poll), null);
    }
    if (!observation.isFinished()) {
      String unused = observation.rawJson(); // stored with the state; its source is foreign code
    }
    return observation;
  }

  private Runnable observed(Poll poll, VideoTask observation) {
    Duration elapsed = results.elapsed(poll.task);
    WaitVerdict verdict = poll.task.state().on(observation, elapsed);
    long interval = poll.isAbandoned() ? 0 : planner.after(verdict, poll.task, elapsed);
    return () -> results.observed(poll, observation, verdict, interval);
  }

  private Runnable failed(Poll poll, QueryException error) {
    WatchedTask task = poll.task;
    Duration elapsed = results.elapsed(task);
    long interval = poll.isAbandoned()
        ? 0
        : planner.next(task, stateAfter(error, task, elapsed), error, elapsed);
    return () -> results.failed(poll, error, interval);
  }

  /** Returns the state after a failed poll. The history of all polls affects only the verdict, not the state. */
  private WaitState stateAfter(QueryException error, WatchedTask task, Duration elapsed) {
    return task.state().on(error, elapsed, GatewayHistory.NONE, giveUp).state();
  }

  private QueryException portFailed(Poll poll, String problem, Throwable cause) {
    return new NetworkException(problem, details(poll), cause);
  }

  private QueryDetails details(Poll poll) {
    return new QueryDetails(poll.task.id, tasks.origin(), null, null, 1, null, null);
  }

  /** Interrupts a poll if it is running. */
  void interrupt(Poll poll) {
    running.interrupt(poll);
  }

  void addThread() {
    executor.addThread();
  }

  void shutDown() {
    executor.shutDown();
  }

  void awaitEnd(Duration atMost) throws InterruptedException {
    executor.awaitEnd(atMost);
  }
}
