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
 * The folder of the downloaded videos, one file for each task.
 *
 * @param videos downloads them
 * @param folder where they are
 * @param keepsAll whether each video is downloaded as soon as its task has succeeded
 */
record VideoShelf(VideoDownloader videos, Path folder, boolean keepsAll) implements AutoCloseable {
  /** Returns the file of a task's video; null if it was not downloaded. */
  @Nullable
  Path find(TaskId id) {
    Path file = file(id);
    return Files.isRegularFile(file) ? file : null;
  }

  private Path file(TaskId id) {
    return folder.resolve(id + ".mp4");
  }

  CompletableFuture<DownloadedVideo> keep(VideoTask task) {
    return videos.start(task, file(task.id()), progress -> {});
  }

  @Override
  public void close() {
    videos.close();
  }
}
