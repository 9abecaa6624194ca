package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long tasks take, by kind: what a {@linkplain PollSchedule#learned learning schedule} knows. It can be saved as text over a
 * restart.
 *
 * <p>Of each task two times count: from submission to the end, and from the start to the end, which varies far less. A task that
 * has not ended counts as one that takes at least as long as it was seen to: otherwise the short tasks, whose ends come first,
 * would stand for all. For each of at most 100 kinds, the 1,000 most recently submitted of the tasks that ended are kept, and those
 * running that were submitted since the oldest of them; of the running tasks of all kinds, the 10,000 that were observed last. When
 * tasks begin to take distinctly longer or shorter, those submitted before are forgotten. Thread-safe.
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
   * @param kind returns the same kind for tasks that take alike, such as by action, resolution and length; asked for a task whose
   *     kind was not stated. Must be quick and thread-safe
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
   * Learns from a task whose kind was not stated, as {@link #add(VideoTask, String)} does.
   *
   * @param task the last observation
   */
  public void add(VideoTask task) {
    add(task, null);
  }

  /**
   * Learns from an observation of a task. One that succeeded teaches how long it took, once (of the latest 10,000). Any other, also
   * one that failed, teaches that it took longer than it was seen to. A task whose submission is not known teaches nothing.
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
   * Predicts within which time a share of the tasks like this one are done, for a progress display: "80 % are done within 40 s".
   *
   * @param task the last observation of a running task whose kind was not stated
   * @param since how long ago it was made
   * @param share the share of tasks, more than 0 and less than 1
   * @return the time from now; null if too little is known of such tasks, or of this one's age
   * @throws IllegalArgumentException if the share is out of range
   */
  public @Nullable Duration eta(VideoTask task, Duration since, double share) {
    return eta(task, null, since, share);
  }

  /**
   * Predicts within which time a share of the tasks like this one are done, as {@link #eta(VideoTask, Duration, double)} does.
   *
   * @param task the last observation of a running task
   * @param statedKind the kind that the caller stated; null if none was stated
   * @param since how long ago the observation was made
   * @param share the share of tasks, more than 0 and less than 1
   * @return the time from now; null if too little is known of such tasks, or of this one's age
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
    Instant startedAt = task.timeline().startedAt();
    Duration runningFor = startedAt == null
        ? null
        : Duration.between(startedAt, task.observedAt()).plus(since);
    synchronized (curves) {
      Curves.Position at = curves.closest(ofTask, age.plus(since), runningFor);
      OptionalDouble seconds =
          at == null ? OptionalDouble.empty() : at.curve().remaining(at.age(), share);
      return seconds.isEmpty() ? null : Intervals.ofSeconds(seconds.getAsDouble());
    }
  }

  /** How long to wait until the next poll, in seconds, and whether no other task has ended at a greater age. */
  record Interval(double seconds, boolean isBeyondAllEnds) {}

  /** Returns the interval of least cost for a task like this one; null if too little is known. */
  @Nullable
  Interval interval(PollContext context, double doubledCost, double shortest, double longest) {
    VideoTask last = context.last();
    String ofTask = last == null ? context.kind() : kindOf(last, context.kind());
    synchronized (curves) {
      Curves.Position at = curves.closest(ofTask, context.age(), context.runningFor());
      return at == null
          ? null
          : new Interval(
              at.curve().interval(at.age(), doubledCost, shortest, longest),
              at.curve().isBeyondAllEnds(at.age()));
    }
  }

  /**
   * Returns all that is known as text, a line for each kind and stage. The ids of tasks that have not ended are in it, so that a
   * wait that is resumed later does not count its task twice.
   *
   * @return the text, for {@link #load}
   */
  public String save() {
    synchronized (curves) {
      return SavedTimes.write(curves.all());
    }
  }

  /**
   * Adds what was saved to what is known. Text that was saved by earlier versions of this library can be loaded, too.
   *
   * @param text what {@link #save()} returned
   * @return this
   * @throws IllegalArgumentException if the text is not that; the message names the line, and nothing was added
   */
  public CompletionTimes load(String text) {
    Map<CurveKey, List<Lifetime>> saved = SavedTimes.read(text);
    synchronized (curves) {
      curves.add(saved);
    }
    return this;
  }
}
