package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * Decides how long to wait before a task is asked for again.
 *
 * <p>A pure function: the same moment gives the same answer, unless the schedule has {@link #finished learned} in between.
 * Implementations are thread-safe.
 *
 * <pre>{@code
 * PollSchedule.fixed(Duration.ofSeconds(15)).withJitter(0.1)
 * PollSchedule.learned(new CompletionTimes().load(text))
 * }</pre>
 */
@FunctionalInterface
public interface PollSchedule {
  /**
   * Decides.
   *
   * @param moment what is known
   * @return how long to wait, more than zero
   */
  Duration next(PollMoment moment);

  /**
   * Hears of a task that has ended, to learn from it. Most schedules do not.
   *
   * @param task the last observation
   */
  default void finished(VideoTask task) {}

  /**
   * Returns what a watcher uses unless told otherwise: every 15 s as the vendor advises, stretched by a quarter with each poll
   * up to 60 s once a task is older than 5 min, with a jitter of 10 %.
   *
   * @return the schedule
   */
  static PollSchedule standard() {
    return Standard.SCHEDULE.withJitter(Standard.JITTER);
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
    return moment -> checked;
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
  static PollSchedule growing(Duration first, double factor, Duration longest) {
    return new Growing(first, factor, longest);
  }

  /**
   * Returns a schedule that learns from finished tasks when the next are likely to finish, and asks then. It waits 5 s to 60 s;
   * below 20 samples of a task's kind it is the {@link #standard} schedule without jitter.
   *
   * @param times what has been learned and is added to
   * @return the schedule
   */
  static PollSchedule learned(CompletionTimes times) {
    return new Learned(times, Standard.SCHEDULE);
  }

  /**
   * Spreads this schedule's intervals, so that tasks begun together are not asked for together.
   *
   * @param share how far at most, as a share of the interval, in either direction: 0 up to but not including 1
   * @return the schedule with jitter
   * @throws IllegalArgumentException if the share is out of range
   */
  default PollSchedule withJitter(double share) {
    return new Jittered(this, share);
  }

  /**
   * Makes no interval shorter than what the gateway asked for.
   *
   * @return the schedule with regard to {@link PollMoment#serverHint()}
   */
  default PollSchedule withServerHint() {
    return new Hinted(this);
  }
}
