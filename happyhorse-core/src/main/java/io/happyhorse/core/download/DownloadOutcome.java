package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;

/** How one of many downloads ended. */
public sealed interface DownloadOutcome {
  /**
   * Returns the task whose video it is.
   *
   * @return its id
   */
  TaskId taskId();

  /**
   * The video is there.
   *
   * @param video what was kept
   */
  record Kept(DownloadedVideo video) implements DownloadOutcome {
    @Override
    public TaskId taskId() {
      return video.taskId();
    }
  }

  /**
   * The video was not kept.
   *
   * @param taskId the task whose video it is
   * @param error why: a {@link io.happyhorse.core.error.DownloadException}, or what
   *     {@link io.happyhorse.core.task.VideoTask#requireLink()} throws of a task that has no video
   */
  record Failed(TaskId taskId, RuntimeException error) implements DownloadOutcome {}
}
