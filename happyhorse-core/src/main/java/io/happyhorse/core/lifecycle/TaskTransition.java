package io.happyhorse.core.lifecycle;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import org.jspecify.annotations.Nullable;

/**
 * What an observation means after the one before it.
 *
 * <p>The order is NOT_START, SUBMITTED, QUEUED, IN_PROGRESS, then SUCCESS or FAILURE; OTHER has no place in it.
 */
public enum TaskTransition {
  /** Seen for the first time, or further on than before, or to or from a word without a place in the order. */
  ADVANCED,
  /** The same status as before, whatever its progress. */
  REPEATED,
  /** Further back than before, as when the upstream throttled the gateway. Legal: waiting goes on. */
  REGRESSED,
  /** The gateway has ended the task, just now or before it was seen for the first time. */
  FINISHED,
  /** Something else after the end. The first end stays. */
  CONTRADICTED;

  /**
   * Judges an observation.
   *
   * @param before the observation that stands; null if this is the first
   * @param now the observation to judge
   * @return the transition from one to the other
   */
  public static TaskTransition between(@Nullable VideoTask before, VideoTask now) {
    if (before == null) {
      return now.isFinished() ? FINISHED : ADVANCED;
    }
    TaskStatus from = before.status();
    TaskStatus to = now.status();
    if (from == to
        && (to != TaskStatus.OTHER || before.rawStatus().equalsIgnoreCase(now.rawStatus()))) {
      return REPEATED;
    }
    if (from.isTerminal()) {
      return CONTRADICTED;
    }
    if (to.isTerminal()) {
      return FINISHED;
    }
    return rank(to) < rank(from) && to != TaskStatus.OTHER && from != TaskStatus.OTHER
        ? REGRESSED
        : ADVANCED;
  }

  /**
   * Tells which of two observations stands after this transition: the later one, unless it contradicts an end.
   *
   * @param before the observation that stood; null if there was none
   * @param now the observation that was judged
   * @return one of the two
   */
  public VideoTask standing(@Nullable VideoTask before, VideoTask now) {
    return this == CONTRADICTED && before != null ? before : now;
  }

  private static int rank(TaskStatus status) {
    return switch (status) {
      case NOT_START -> 0;
      case SUBMITTED -> 1;
      case QUEUED -> 2;
      case IN_PROGRESS -> 3;
      case SUCCESS, FAILURE -> 4;
      case OTHER -> -1;
    };
  }
}
