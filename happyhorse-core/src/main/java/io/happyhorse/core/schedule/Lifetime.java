package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How long one task took, or has been seen to take so far.
 *
 * @param submitted when it was submitted, in epoch seconds; 0 if that is not known any more
 * @param tie orders tasks that were submitted in the same second, independently of how long they take
 * @param seconds the time until its end, or until the last observation of a task that was not seen to end
 * @param running the task; null if it has ended
 */
record Lifetime(
    long submitted, int tie, double seconds, @Nullable TaskId running) {
  /** By submission. */
  static final Comparator<Lifetime> BY_SUBMISSION = (one, other) -> one.submitted == other.submitted
      ? Integer.compare(one.tie, other.tie)
      : Long.compare(one.submitted, other.submitted);

  /** By time; an end comes before what was still running then. */
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
