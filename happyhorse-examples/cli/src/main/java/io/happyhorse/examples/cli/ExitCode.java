package io.happyhorse.examples.cli;

import io.happyhorse.core.error.AccessForbiddenException;
import io.happyhorse.core.error.KeyRefusedException;
import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitException;
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
    if (error instanceof WaitException wait) {
      return of(wait);
    }
    if (error instanceof KeyRefusedException || error instanceof AccessForbiddenException) {
      return KEY_REFUSED;
    }
    if (error instanceof TaskNotFoundException) {
      return NO_SUCH_TASK;
    }
    if (error instanceof QueryException) {
      return GATEWAY;
    }
    return error instanceof IOException ? THIS_MACHINE : DEFECT;
  }

  /** A wait that was given up, or never had one good answer, ends like its last question. */
  private static int of(WaitException wait) {
    QueryException lastError = wait.lastError();
    if (lastError != null
        && (wait instanceof WaitAbandonedException || wait.lastObservation() == null)) {
      return of(lastError);
    }
    return wait instanceof LinkMissingException ? NO_VIDEO : NOT_FINISHED;
  }
}
