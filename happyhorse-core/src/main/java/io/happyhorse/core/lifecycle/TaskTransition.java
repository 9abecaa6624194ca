package io.happyhorse.core.lifecycle;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import org.jspecify.annotations.Nullable;

/**
 * What an observation means after the one before it.
 *
 * <p>The order is NOT_START, SUBMITTED, QUEUED, IN_PROGRESS, then SUCCESS or FAILURE; OTHER has no place in this order.
 */
public enum TaskTransition {
  /** The first observation, a later status than before, or a change to or from OTHER. */
  ADVANCED,
  /** The same status as before, with any progress. */
  REPEATED,
  /** An earlier status than before, for example because the upstream throttled the gateway. The wait continues. */
  REGRESSED,
  /** The gateway has ended the task: since the previous observation, or before the first one. */
  FINISHED,
  /** A different status after the end. The first end remains valid. */
  CONTRADICTED;

  /**
   * Classifies an observation.
   *
   * @param before the valid observation so far; null if there is none
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
   * Returns which of two observations is valid after this transition: the later one, unless it contradicts an end.
   *
   * @param before the valid observation so far; null if there is none
   */
  public VideoTask validObservation(@Nullable VideoTask before, VideoTask now) {
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
