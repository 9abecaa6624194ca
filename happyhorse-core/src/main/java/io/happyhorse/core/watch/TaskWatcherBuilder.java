package io.happyhorse.core.watch;

import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link TaskWatcher}. Every method but {@code build()} returns this builder. Not thread-safe. */
public final class TaskWatcherBuilder {
  /** The default maximum number of concurrent polls: 8. */
  public static final int DEFAULT_MAX_IN_FLIGHT = 8;

  /** The default maximum mean rate: 50 requests per second. */
  public static final double DEFAULT_RATE_PER_SECOND = 50;

  private static final double MOST_PER_SECOND = 1e6;

  private final TaskQueryPort tasks;
  private TimeSource time = TimeSource.system();
  private PollSchedule schedule = PollSchedule.defaults();
  private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
  private double ratePerSecond = DEFAULT_RATE_PER_SECOND;
  private GiveUpPolicy giveUp = GiveUpPolicy.defaults();
  private @Nullable Executor pollExecutor;
  private @Nullable Executor callbackExecutor;
  private @Nullable WatcherListener listener;

  TaskWatcherBuilder(TaskQueryPort tasks) {
    this.tasks = Objects.requireNonNull(tasks, "tasks");
  }

  /** Sets the time source. Default: {@link TimeSource#system()}. */
  public TaskWatcherBuilder time(TimeSource value) {
    time = Objects.requireNonNull(value, "time");
    return this;
  }

  /** Sets the schedule of polls. Default: {@link PollSchedule#defaults()}. */
  public TaskWatcherBuilder schedule(PollSchedule value) {
    schedule = Objects.requireNonNull(value, "schedule");
    return this;
  }

  /**
   * Sets the maximum number of concurrent polls. Default: {@value #DEFAULT_MAX_IN_FLIGHT}.
   *
   * @param value 1 or more
   * @throws IllegalArgumentException if the value is less than 1
   */
  public TaskWatcherBuilder maxInFlight(int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "A watcher needs at least 1 poll in flight, not " + value + ".");
    }
    maxInFlight = value;
    return this;
  }

  /**
   * Sets the maximum mean rate of all tasks together, in requests per second. In a single second, the number of requests may exceed the
   * rate by a tenth (by at least 1). Requests that the port retries by itself are counted but not delayed. Default: {@value
   * #DEFAULT_RATE_PER_SECOND}.
   *
   * @param value more than zero, at most 1,000,000
   * @throws IllegalArgumentException if the value is out of range
   */
  public TaskWatcherBuilder ratePerSecond(double value) {
    if (!(value > 0 && value <= MOST_PER_SECOND)) {
      throw new IllegalArgumentException(
          "The rate of a watcher must be more than 0 and at most 1000000 per second, not " + value
              + ".");
    }
    ratePerSecond = value;
    return this;
  }

  /**
   * Sets how long a task may be without an observation before its waits are given up. In addition, at least 10 consecutive polls must
   * have failed. Default: 5 min.
   *
   * @param value more than zero
   * @throws IllegalArgumentException if the value is out of range
   */
  public TaskWatcherBuilder giveUpAfter(Duration value) {
    giveUp = new GiveUpPolicy(value);
    return this;
  }

  /**
   * Sets the executor of the polls, which block. An executor of virtual threads is suitable. The watcher does not close it. Default: a
   * pool of daemon threads, one for each concurrent poll.
   */
  public TaskWatcherBuilder pollExecutor(Executor value) {
    pollExecutor = Objects.requireNonNull(value, "pollExecutor");
    return this;
  }

  /** Sets the executor that runs listeners and completes futures. The watcher does not close it. Default: one daemon thread. */
  public TaskWatcherBuilder callbackExecutor(Executor value) {
    callbackExecutor = Objects.requireNonNull(value, "callbackExecutor");
    return this;
  }

  /** Sets the listener for the events of the watcher, which is called on the callback executor. Default: none. */
  public TaskWatcherBuilder onEvent(WatcherListener value) {
    listener = Objects.requireNonNull(value, "listener");
    return this;
  }

  /** Returns the watcher. Its threads start with its first task. */
  public TaskWatcher build() {
    return new TaskWatcher(new Engine(new WatcherSettings(
        tasks,
        time,
        schedule,
        maxInFlight,
        ratePerSecond,
        giveUp,
        pollExecutor,
        callbackExecutor,
        listener)));
  }
}
