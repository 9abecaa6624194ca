package io.happyhorse.core.download;

import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something out of the ordinary about a download that continues. */
public sealed interface DownloadEvent {
  /**
   * Returns the task whose video it is.
   *
   * @return its id
   */
  TaskId taskId();

  /**
   * The link is expected to expire in less than 2 hours, or to have expired. The storage host decides.
   *
   * @param taskId the task whose video it is
   * @param left the time until then; zero if it has passed
   */
  record LinkExpiresSoon(TaskId taskId, Duration left) implements DownloadEvent {}

  /**
   * The storage host said that the link has expired, and the gateway has given a fresh one.
   *
   * @param taskId the task whose video it is
   */
  record LinkRenewed(TaskId taskId) implements DownloadEvent {}

  /**
   * A request failed or broke off, and is repeated after a pause.
   *
   * @param error why: a {@link io.happyhorse.core.error.StorageException}, or a {@link
   *     io.happyhorse.core.error.NotAVideoException}; it carries how far the download has come
   * @param pause the length of the pause
   * @param retryAfter what the host asked for; null if nothing. It is longer than the pause if it is more than 10 minutes
   */
  record Retrying(
      DownloadException error, Duration pause, @Nullable Duration retryAfter)
      implements DownloadEvent {
    @Override
    public TaskId taskId() {
      return error.taskId();
    }
  }

  /**
   * What had come cannot be continued, and the whole video is requested.
   *
   * @param taskId the task whose video it is
   * @param why as half a sentence
   */
  record Restarted(TaskId taskId, String why) implements DownloadEvent {}
}
