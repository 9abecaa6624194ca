package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The duration of one task, or how long it has been observed so far.
 *
 * @param submitted when it was submitted, in epoch seconds; 0 if unknown
 * @param tie orders tasks that were submitted in the same second, independently of how long they take
 * @param seconds the time until its end, or until the last observation of a task that has not ended
 * @param running the task; null if it has ended
 */
record Lifetime(
    long submitted, int tie, double seconds, @Nullable TaskId running) {
  /** By submission. */
  static final Comparator<Lifetime> BY_SUBMISSION = (one, other) -> one.submitted == other.submitted
      ? Integer.compare(one.tie, other.tie)
      : Long.compare(one.submitted, other.submitted);

  /** By time; at the same time, tasks that ended come before running ones. */
  static final Comparator<Lifetime> BY_TIME = (one, other) -> {
    int byTime = Double.compare(one.seconds, other.seconds);
    int byEnd = byTime == 0 ? Boolean.compare(other.hasEnded(), one.hasEnded()) : byTime;
    return byEnd == 0 ? BY_SUBMISSION.compare(one, other) : byEnd;
  };

  static Lifetime ended(long submitted, int tie, double seconds) {
    return new Lifetime(submitted, tie, seconds, null);
  }

  boolean hasEnded() {
    return running == null;
  }
}
