package io.happyhorse.core.download;

import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;

/** Something out of the ordinary about a download that goes on. */
public sealed interface DownloadEvent {
  /**
   * Returns the task whose video it is.
   *
   * @return its id
   */
  TaskId taskId();

  /**
   * The link dies in less than 2 hours.
   *
   * @param taskId the task whose video it is
   * @param left how long it lives
   */
  record LinkExpiresSoon(TaskId taskId, Duration left) implements DownloadEvent {}

  /**
   * The link was over, and the gateway has given a fresh one.
   *
   * @param taskId the task whose video it is
   */
  record LinkRenewed(TaskId taskId) implements DownloadEvent {}

  /**
   * A request failed, or broke off, and the rest is asked for again after a pause.
   *
   * @param error why; it carries how far the download has come
   * @param pause how long
   */
  record Retrying(StorageException error, Duration pause) implements DownloadEvent {
    @Override
    public TaskId taskId() {
      return error.taskId();
    }
  }

  /**
   * What had come is of no use, and the download begins from zero.
   *
   * @param taskId the task whose video it is
   * @param why as half a sentence
   */
  record Restarted(TaskId taskId, String why) implements DownloadEvent {}
}
