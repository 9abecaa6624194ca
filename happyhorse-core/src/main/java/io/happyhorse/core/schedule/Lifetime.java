package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The duration of one task, or how long it has been observed so far.
 *
 * @param submitted when it was submitted, in epoch seconds; negative if unknown
 * @param tie orders tasks that were submitted in the same second, and selects those of a minute, independently of how long they take
 * @param seconds the time until its end, or until the last observation of a task that has not ended
 * @param running the task; null if it has ended
 */
record Lifetime(
    long submitted, int tie, double seconds, @Nullable TaskId running) {
  private static final int GOLDEN_RATIO = 0x9E3779B9;

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

  static Lifetime ended(TaskId id, long submitted, double seconds) {
    return new Lifetime(submitted, tieOf(id), seconds, null);
  }

  static Lifetime running(TaskId id, long submitted, double seconds) {
    return new Lifetime(submitted, tieOf(id), seconds, id);
  }

  /** Returns a well-mixed hash, also for consecutively numbered ids. */
  private static int tieOf(TaskId id) {
    return id.hashCode() * GOLDEN_RATIO;
  }

  boolean hasEnded() {
    return running == null;
  }
}
