package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The history of how long tasks take, by kind, from which a {@linkplain PollSchedule#learned learning schedule} predicts. It can
 * be saved as text and loaded after a restart.
 *
 * <p>Two durations are recorded for each task: from submission to the end, and from the start to the end, which varies far less.
 * A task that has not ended is recorded as one that takes at least as long as it was observed (right-censored). Without these
 * tasks the history would be biased towards short ones, since they end first.
 *
 * <p>At most 100 kinds are kept. For each kind, the history holds the 1,000 most recently submitted of the tasks that ended, and the
 * running tasks that were submitted since the oldest of them. Of the tasks of a kind that were submitted in the same minute, it holds a
 * random sample of 100, so that a burst does not displace the history while it runs. Of the running tasks in these samples, it holds the
 * 10,000 that were observed last. If durations change significantly, the tasks submitted before the change are dropped. Thread-safe.
 */
public final class CompletionTimes {
  private final Function<VideoTask, String> kind;

  /** Guarded by its lock. */
  private final Curves curves = new Curves();

  /** Creates an empty history, grouped by task action. */
  public CompletionTimes() {
    this(CompletionTimes::actionOf);
  }

  /**
   * Creates an empty history.
   *
   * @param kind returns the same kind for tasks with similar durations, for example by action, resolution and length; called for
   *     a task whose kind was not stated. Must be fast and thread-safe
   */
  public CompletionTimes(Function<VideoTask, String> kind) {
    this.kind = kind;
  }

  private static String actionOf(VideoTask task) {
    TaskAction action = task.action();
    return action == null ? "" : action.word();
  }

  private String kindOf(VideoTask task, @Nullable String stated) {
    return stated == null ? kind.apply(task) : stated;
  }

  /**
   * Adds an observation of a task whose kind was not stated, as {@link #add(VideoTask, String)} does.
   *
   * @param task the last observation
   */
  public void add(VideoTask task) {
    add(task, null);
  }

  /**
   * Adds an observation of a task. The duration of a task that succeeded is recorded once; repetitions are recognized among the
   * latest 10,000 tasks. Any other task, including one that failed, is recorded as taking longer than it was observed. A task
   * whose submission time is unknown is ignored.
   *
   * @param task the last observation
   * @param statedKind the kind that the caller stated; null if none was stated
   */
  public void add(VideoTask task, @Nullable String statedKind) {
    String ofTask = kindOf(task, statedKind);
    synchronized (curves) {
      curves.observe(task, ofTask);
    }
  }

  /**
   * Returns the time within which a share of the tasks like this one finish, for a progress display such as "80 % finish within 40 s".
   *
   * @param task the last observation of a running task whose kind was not stated
   * @param since how long ago it was made
   * @param share the share of tasks, more than 0 and less than 1
   * @return the time from now; null if there is not enough data about such tasks, or if the age of this task is unknown
   * @throws IllegalArgumentException if the share is out of range
   */
  public @Nullable Duration eta(VideoTask task, Duration since, double share) {
    return eta(task, null, since, share);
  }

  /**
   * Returns the time within which a share of the tasks like this one finish, as {@link #eta(VideoTask, Duration, double)} does.
   *
   * @param task the last observation of a running task
   * @param statedKind the kind that the caller stated; null if none was stated
   * @param since how long ago the observation was made
   * @param share the share of tasks, more than 0 and less than 1
   * @return the time from now; null if there is not enough data about such tasks, or if the age of this task is unknown
   * @throws IllegalArgumentException if the share is out of range
   */
  public @Nullable Duration eta(
      VideoTask task, @Nullable String statedKind, Duration since, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "A share of tasks must be more than 0 and less than 1, not " + share + ".");
    }
    Duration age = task.age();
    return age == null ? null : eta(task, kindOf(task, statedKind), age, since, share);
  }

  private @Nullable Duration eta(
      VideoTask task, String ofTask, Duration age, Duration since, double share) {
    Duration running = task.runningFor();
    synchronized (curves) {
      Curves.Position at =
          curves.closest(ofTask, age.plus(since), running == null ? null : running.plus(since));
      OptionalDouble seconds =
          at == null ? OptionalDouble.empty() : at.curve().remaining(at.age(), share);
      return seconds.isEmpty() ? null : Intervals.ofSeconds(seconds.getAsDouble());
    }
  }

  /** The time until the next poll in seconds, and whether no other task has ended at a greater age. */
  record Interval(double seconds, boolean isBeyondAllEnds) {}

  /** Returns the interval of least cost for a task like this one; null if there is not enough data. */
  @Nullable
  Interval interval(PollContext context, Duration delayPerRequest, Duration longest) {
    VideoTask last = context.last();
    String ofTask = last == null ? context.kind() : kindOf(last, context.kind());
    synchronized (curves) {
      Curves.Position at = curves.closest(ofTask, context.age(), context.runningFor());
      return at == null
          ? null
          : new Interval(
              at.curve()
                  .interval(
                      at.age(), Intervals.seconds(delayPerRequest), Intervals.seconds(longest)),
              at.curve().isBeyondAllEnds(at.age()));
    }
  }

  /**
   * Returns the history as text, with one line per kind and stage. The text contains the ids of tasks that have not ended, so
   * that a task whose wait is resumed later is not counted twice.
   *
   * @return the text, for {@link #load}
   */
  public String save() {
    synchronized (curves) {
      return SavedTimes.write(curves.all());
    }
  }

  /**
   * Adds a saved history to this one, and returns this one. Text saved by earlier versions of this library can be loaded, too.
   *
   * @param text the result of {@link #save()}
   * @throws IllegalArgumentException if the text is not a saved history; the message names the line, and nothing is added
   */
  public CompletionTimes load(String text) {
    Map<CurveKey, List<Lifetime>> saved = SavedTimes.read(text);
    synchronized (curves) {
      curves.add(saved);
    }
    return this;
  }
}
