package io.happyhorse.examples.cli;

import io.happyhorse.core.error.AccessForbiddenException;
import io.happyhorse.core.error.KeyRefusedException;
import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;

/** What the process ends with. */
final class ExitCode {
  static final int DONE = 0;
  static final int TASK_FAILED = 1;
  static final int USAGE = 2;
  static final int KEY_REFUSED = 3;
  static final int NO_SUCH_TASK = 4;
  static final int NOT_FINISHED = 5;
  static final int GATEWAY = 6;
  static final int NO_VIDEO = 7;
  static final int THIS_MACHINE = 8;
  static final int DEFECT = 70;

  private ExitCode() {}

  static int of(VideoTask task) {
    return task.status() == TaskStatus.FAILURE ? TASK_FAILED : DONE;
  }

  static int of(Throwable error) {
    if (error instanceof WaitAbandonedException abandoned) {
      return of(abandoned.lastError());
    }
    if (error instanceof KeyRefusedException || error instanceof AccessForbiddenException) {
      return KEY_REFUSED;
    }
    if (error instanceof TaskNotFoundException) {
      return NO_SUCH_TASK;
    }
    if (error instanceof WaitDeadlineException) {
      return NOT_FINISHED;
    }
    if (error instanceof QueryException) {
      return GATEWAY;
    }
    if (error instanceof LinkMissingException) {
      return NO_VIDEO;
    }
    return error instanceof IOException ? THIS_MACHINE : DEFECT;
  }
}
