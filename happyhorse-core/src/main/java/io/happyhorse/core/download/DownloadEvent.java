package io.happyhorse.core.download;

import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An unusual event of a download that continues. */
public sealed interface DownloadEvent {
  /** {@return the id of the task} */
  TaskId taskId();

  /**
   * The link is expected to expire in less than 2 hours, or to have expired. The storage host decides.
   *
   * @param left the time until the expected expiry; zero if it has passed
   */
  record LinkExpiresSoon(TaskId taskId, Duration left) implements DownloadEvent {}

  /** The storage host reported an expired link, and the gateway provided a fresh one. */
  record LinkRenewed(TaskId taskId) implements DownloadEvent {}

  /**
   * A request failed or was interrupted and is repeated after a pause.
   *
   * @param error the reason: a {@link io.happyhorse.core.error.StorageException}, or a {@link
   *     io.happyhorse.core.error.NotAVideoException}; its details contain the number of received bytes
   * @param retryAfter the pause requested by the host; null if none. The actual pause is at most 10 minutes
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
   * The received part cannot be continued, so the whole video is requested.
   *
   * @param why the reason, as half a sentence
   */
  record Restarted(TaskId taskId, String why) implements DownloadEvent {}
}
