package io.happyhorse.examples.dashboard;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the downloaded videos, with one file per task.
 *
 * @param downloader downloads the videos
 * @param folder the folder
 * @param downloadsAll whether each video is downloaded as soon as its task has succeeded
 */
record VideoFolder(VideoDownloader downloader, Path folder, boolean downloadsAll)
    implements AutoCloseable {
  /** Returns the file with the video of a task; null if it is not downloaded. */
  @Nullable
  Path find(TaskId id) {
    Path file = file(id);
    return Files.isRegularFile(file) ? file : null;
  }

  private Path file(TaskId id) {
    return folder.resolve(id + ".mp4");
  }

  CompletableFuture<DownloadedVideo> download(VideoTask task) {
    return downloader.start(task, file(task.id()), progress -> {});
  }

  @Override
  public void close() {
    downloader.close();
  }
}
