package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** The state of a row: the last observed status, or GAVE_UP if the wait ended before the task finished. Each row has one state. */
enum RowState {
  NO_STATUS,
  NOT_START,
  SUBMITTED,
  QUEUED,
  IN_PROGRESS,
  OTHER,
  SUCCESS,
  FAILURE,
  GAVE_UP;

  static RowState of(@Nullable VideoTask task) {
    return task == null ? NO_STATUS : of(task.status());
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
