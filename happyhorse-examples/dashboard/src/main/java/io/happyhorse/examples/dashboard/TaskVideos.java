package io.happyhorse.examples.dashboard;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.error.HappyHorseException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The videos of tracked tasks, in a folder. Thread-safe. */
record TaskVideos(VideoFolder folder) {
  /** Must be called when a task has ended. Starts the download if {@code --download-all} is given. */
  void taskEnded(TrackedTask task, VideoTask end) {
    if (end.link() == null) {
      return;
    }
    boolean isDownloaded = folder.find(end.id()) != null;
    task.setVideo(isDownloaded ? VideoState.DOWNLOADED : VideoState.DOWNLOADABLE, null);
    if (folder.downloadsAll()) {
      boolean unused = download(task);
    }
  }

  /** Starts the download of a video. Returns false if it cannot be downloaded now. */
  boolean download(TrackedTask task) {
    VideoTask end = task.latest();
    if (end == null || !task.startDownload()) {
      return false;
    }
    CompletableFuture<DownloadedVideo> unused =
        folder.download(end).whenComplete((video, error) -> downloadEnded(task, video, error));
    return true;
  }

  private static void downloadEnded(
      TrackedTask task, @Nullable DownloadedVideo video, @Nullable Throwable error) {
    Throwable cause = error instanceof CompletionException ? error.getCause() : error;
    task.setVideo(
        video == null ? VideoState.DOWNLOADABLE : VideoState.DOWNLOADED,
        cause instanceof HappyHorseException known ? known.getMessage() : null);
  }

  /** Returns the file of a downloaded video; null if there is none. */
  @Nullable
  Path find(TaskId id, TrackedTask task) {
    return task.video() == VideoState.DOWNLOADED ? folder.find(id) : null;
  }
}
