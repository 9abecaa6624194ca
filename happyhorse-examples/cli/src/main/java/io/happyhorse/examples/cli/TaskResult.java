package io.happyhorse.examples.cli;

import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of watching one task.
 *
 * @param id the task
 * @param task the last observation; null if there was none
 * @param transition the transition to the last observation; null if there was none
 * @param polls how often the task was queried
 * @param elapsed how long the wait took
 * @param error why the wait or the download failed; null if neither did
 * @param video the saved video; null if there is none
 */
record TaskResult(
    TaskId id,
    @Nullable VideoTask task,
    @Nullable TaskTransition transition,
    int polls,
    Duration elapsed,
    @Nullable Throwable error,
    @Nullable SavedVideo video) {
  /** Returns whether the gateway has reported SUCCESS or FAILURE. */
  boolean isFinished() {
    return task != null && task.isFinished();
  }

  /** Returns whether the task or its download is unfinished, so that watching it again may help. */
  boolean isWorthResuming() {
    return error != null && (!isFinished() || ErrorKind.of(error) == ErrorKind.INTERRUPTED);
  }

  int exitCode() {
    if (error != null) {
      return ErrorKind.of(error).exitCode();
    }
    return task == null ? ExitCode.NOT_FINISHED : ExitCode.of(task);
  }
}
