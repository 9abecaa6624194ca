package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides how long to wait before a task is polled again.
 *
 * <p>{@link #next} is a pure function: the same context gives the same interval, unless the schedule has {@linkplain #observed
 * learned} in between. Implementations are thread-safe.
 *
 * <pre>{@code
 * PollSchedule.fixed(Duration.ofSeconds(15)).withJitter(0.1)
 * PollSchedule.learned(new CompletionTimes().load(text))
 * }</pre>
 */
@FunctionalInterface
public interface PollSchedule {
  /**
   * Returns how long to wait before the next poll.
   *
   * @param context what is known
   * @return the interval, more than zero
   */
  Duration next(PollContext context);

  /**
   * Called after each poll of a task, answered or not, and once more when its last wait ends although the task was not seen to
   * end: a schedule that learns must know of the tasks that go on, too. Does nothing by default.
   *
   * @param context what is known
   */
  default void observed(PollContext context) {}

  /**
   * Called when a task has ended: on SUCCESS with its link, or FAILURE. Does nothing by default.
   *
   * @param task the last observation
   * @param kind the kind that the caller stated for the task; null if none was stated
   */
  default void finished(VideoTask task, @Nullable String kind) {}

  /**
   * Returns the default schedule of a watcher: every 15 s as the vendor advises. Once a task is older than 5 min, each interval is
   * a quarter longer than the one before, up to 60 s; a wait that begins at such an age starts at 15 s. The jitter is 10 %.
   *
   * @return the schedule
   */
  static PollSchedule defaults() {
    return DefaultSchedule.WITHOUT_JITTER.withJitter(DefaultSchedule.JITTER);
  }

  /**
   * Returns a schedule of equal intervals.
   *
   * @param interval more than zero
   * @return the schedule
   * @throws IllegalArgumentException if the interval is not more than zero
   */
  static PollSchedule fixed(Duration interval) {
    Duration checked = Intervals.positive(interval, "interval");
    return context -> checked;
  }

  /**
   * Returns a schedule whose intervals grow with each poll.
   *
   * @param first the interval after the first poll, more than zero
   * @param factor by what the interval grows, 1 or more
   * @param longest the longest interval, not less than the first
   * @return the schedule
   * @throws IllegalArgumentException if these rules do not hold
   */
  static PollSchedule exponential(Duration first, double factor, Duration longest) {
    return new ExponentialSchedule(first, factor, longest);
  }

  /**
   * Returns a schedule that learns from tasks when the next are likely to finish, and polls then, 5 s to 60 s after the last poll.
   * Below 20 finished tasks of a task's kind it is the {@link #defaults default} schedule without jitter, and beyond the longest time that
   * it has seen it waits no longer than that one. The first failed poll in a row is repeated after at most 5 s.
   *
   * @param times what has been learned, and is added to
   * @return the schedule
   */
  static PollSchedule learned(CompletionTimes times) {
    return new LearnedSchedule(times, DefaultSchedule.WITHOUT_JITTER);
  }

  /**
   * Spreads this schedule's intervals, so that tasks submitted together are not polled together.
   *
   * @param share how far at most, as a share of the interval, in either direction: 0 up to but not including 1
   * @return the schedule with jitter
   * @throws IllegalArgumentException if the share is out of range
   */
  default PollSchedule withJitter(double share) {
    return new Jittered(this, share);
  }
}
