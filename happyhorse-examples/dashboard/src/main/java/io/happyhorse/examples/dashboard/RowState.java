package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** The one state under which a row is counted: the status last seen, unless the wait was given up. */
enum RowState {
  UNSEEN,
  NOT_START,
  SUBMITTED,
  QUEUED,
  IN_PROGRESS,
  OTHER,
  SUCCESS,
  FAILURE,
  GAVE_UP;

  static RowState of(@Nullable VideoTask seen) {
    return seen == null ? UNSEEN : of(seen.status());
  }

  static RowState of(TaskStatus status) {
    return switch (status) {
      case NOT_START -> NOT_START;
      case SUBMITTED -> SUBMITTED;
      case QUEUED -> QUEUED;
      case IN_PROGRESS -> IN_PROGRESS;
      case OTHER -> OTHER;
      case SUCCESS -> SUCCESS;
      case FAILURE -> FAILURE;
    };
  }
}
