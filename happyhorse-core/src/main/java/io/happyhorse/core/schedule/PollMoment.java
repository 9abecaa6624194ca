package io.happyhorse.core.schedule;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known when the next poll of a task is planned.
 *
 * @param last the observation that stands; null if the task was never seen
 * @param age how old the task is: since its submission if that is known, since the wait began otherwise
 * @param runningFor how long it has been running, if it was seen running; null otherwise
 * @param polls how many polls there have been, answered or not
 * @param serverHint how long the gateway asked to be left alone with the last poll; null if it did not
 * @param chance a number drawn anew for each moment, from 0 up to but not including 1
 */
public record PollMoment(
    @Nullable VideoTask last,
    Duration age,
    @Nullable Duration runningFor,
    int polls,
    @Nullable Duration serverHint,
    double chance) {
  /**
   * Takes what is known.
   *
   * @param last as the record says
   * @param age as the record says
   * @param runningFor as the record says
   * @param polls as the record says
   * @param serverHint as the record says
   * @param chance as the record says
   */
  public PollMoment {
    Objects.requireNonNull(age, "age");
  }
}
