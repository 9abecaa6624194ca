package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import java.util.Collection;
import java.util.List;

/** The exit codes. After a signal the code is 130 or 143. */
final class ExitCode {
  static final int SUCCESS = 0;
  static final int TASK_FAILED = 1;
  static final int USAGE = 2;
  static final int KEY_REFUSED = 3;
  static final int NO_SUCH_TASK = 4;
  static final int NOT_FINISHED = 5;
  static final int GATEWAY = 6;
  static final int NO_VIDEO = 7;
  static final int LOCAL_ERROR = 8;
  static final int UNKNOWN = 9;
  static final int INTERNAL_ERROR = 70;

  /** The order of precedence if several tasks end differently. */
  private static final List<Integer> MOST_SEVERE_FIRST = List.of(
      INTERNAL_ERROR,
      UNKNOWN,
      GATEWAY,
      KEY_REFUSED,
      NO_SUCH_TASK,
      LOCAL_ERROR,
      NO_VIDEO,
      NOT_FINISHED,
      TASK_FAILED);

  private ExitCode() {}

  /** Returns the exit code for a queried task: 0 if it has not finished. */
  static int of(VideoTask task) {
    if (task.status() == TaskStatus.FAILURE) {
      return TASK_FAILED;
    }
    return task.isSucceeded() && task.link() == null ? NO_VIDEO : SUCCESS;
  }

  /** Returns the code with the highest precedence; {@link #SUCCESS} if there is none. */
  static int mostSevere(Collection<Integer> codes) {
    return MOST_SEVERE_FIRST.stream().filter(codes::contains).findFirst().orElse(SUCCESS);
  }
}
