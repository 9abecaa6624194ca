package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;

/** The outcome of one of many downloads. */
public sealed interface DownloadOutcome {
  /** {@return the id of the task} */
  TaskId taskId();

  /** The video was downloaded. */
  record Completed(DownloadedVideo video) implements DownloadOutcome {
    @Override
    public TaskId taskId() {
      return video.taskId();
    }
  }

  /**
   * The download failed.
   *
   * @param error the reason: a {@link io.happyhorse.core.error.DownloadException}, or, for a task without a video, the exception of
   *     {@link io.happyhorse.core.task.VideoTask#requireLink()}
   */
  record Failed(TaskId taskId, RuntimeException error) implements DownloadOutcome {}
}
