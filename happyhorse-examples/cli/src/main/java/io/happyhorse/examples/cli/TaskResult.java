package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How watching one task ended.
 *
 * @param id the task
 * @param task the last observation; null if there was none
 * @param step what it meant after the one before it; null if there was none
 * @param polls the number of queries
 * @param elapsed how long it took
 * @param error why the wait or the download failed; null if neither did
 * @param video what was downloaded; null if nothing was
 */
record TaskResult(
    TaskId id,
    @Nullable VideoTask task,
    @Nullable TaskTransition step,
    int polls,
    Duration elapsed,
    @Nullable Throwable error,
    @Nullable DownloadedVideo video) {
  /** Tells whether the gateway has said SUCCESS or FAILURE. */
  boolean isFinished() {
    return task != null && task.isFinished();
  }

  /** Tells whether watching again may bring more. */
  boolean isWorthGoingOn() {
    return error != null && (!isFinished() || ErrorKind.of(error) == ErrorKind.INTERRUPTED);
  }

  int exitCode() {
    if (error != null) {
      return ErrorKind.of(error).exitCode();
    }
    return task == null ? ExitCode.NOT_FINISHED : ExitCode.of(task);
  }
}
