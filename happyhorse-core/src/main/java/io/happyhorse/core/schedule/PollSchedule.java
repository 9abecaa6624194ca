package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides how long to wait before a task is polled again.
 *
 * <p>{@link #next} is a pure function: the same context gives the same interval, unless the schedule has {@linkplain #observed
 * learned} in the meantime. Implementations are thread-safe.
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
   * @param context the details of the task
   * @return the interval, more than zero
   */
  Duration next(PollContext context);

  /**
   * Called after each poll of a task, including failed ones, and once more if the last wait for the task ends before the task
   * does: a schedule that learns also needs the tasks that are still running. The default implementation does nothing.
   *
   * @param context the details of the task
   */
  default void observed(PollContext context) {}

  /**
   * Called when a task has ended: on SUCCESS with its link, or on FAILURE. The default implementation does nothing.
   *
   * @param task the last observation
   * @param kind the kind that the caller stated for the task; null if none was stated
   */
  default void finished(VideoTask task, @Nullable String kind) {}

  /**
   * Returns the default schedule of a watcher: every 15 s as the vendor advises. Once a task is older than 5 min, each interval is
   * a quarter longer than the one before, up to 60 s; a wait that begins at such an age starts at 15 s. The jitter is 10 %.
   */
  static PollSchedule defaults() {
    return DefaultSchedule.WITHOUT_JITTER.withJitter(DefaultSchedule.JITTER);
  }

  /**
   * Returns a schedule of equal intervals.
   *
   * @param interval more than zero
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
   * @param factor the factor by which each interval grows, 1 or more
   * @param longest the longest interval, not less than the first
   * @throws IllegalArgumentException if a value is out of range
   */
  static PollSchedule exponential(Duration first, double factor, Duration longest) {
    return new ExponentialSchedule(first, factor, longest);
  }

  /**
   * Returns a schedule that {@linkplain #learned(CompletionTimes, Duration) learns} and saves a request if this delays the result by
   * less than 3 s.
   *
   * @param times the history, to which the schedule adds
   */
  static PollSchedule learned(CompletionTimes times) {
    return learned(times, LearnedSchedule.DELAY_PER_REQUEST);
  }

  /**
   * Returns a schedule that learns from finished tasks when others are likely to finish, and polls more often then. With fewer than
   * 20 finished tasks of a kind it is the {@link #defaults default} schedule without jitter. For a task older than any finished
   * one, its intervals are at most those of the default schedule. The first of consecutive failed polls is repeated after at most
   * 5 s.
   *
   * <p>The shorter the accepted delay, the sooner the end of a task is noticed, and the more requests are sent. For tasks that take
   * 15 to 45 s, 0.5 s, 1 s and 3 s result in 4.8, 3.7 and 2.4 requests per task and in a mean delay of 1.8 s, 2.4 s and 3.8 s.
   *
   * @param times the history, to which the schedule adds
   * @param delayPerRequest the delay of a result that is accepted to save one request: more than zero, at most 60 s. Learned
   *     intervals are between this delay and 60 s
   * @throws IllegalArgumentException if the delay is out of range
   */
  static PollSchedule learned(CompletionTimes times, Duration delayPerRequest) {
    return new LearnedSchedule(times, delayPerRequest, DefaultSchedule.WITHOUT_JITTER);
  }

  /**
   * Returns a schedule that adds random jitter to the intervals of this one, so that tasks submitted together are not polled together.
   *
   * @param share the largest deviation in either direction, as a share of the interval: 0 up to but not including 1
   * @throws IllegalArgumentException if the share is out of range
   */
  default PollSchedule withJitter(double share) {
    return new Jittered(this, share);
  }
}
