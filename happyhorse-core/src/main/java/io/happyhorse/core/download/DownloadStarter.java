package io.happyhorse.core.download;

import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.PendingWork;
import java.nio.file.Path;
import java.util.Objects;

/** Starts downloads: on the calling thread, or in the background. Thread-safe. */
final class DownloadStarter {
  private final Settings settings;
  private final DownloadQueue background;

  DownloadStarter(Settings settings, DownloadQueue background) {
    this.settings = settings;
    this.background = background;
  }

  /** Runs a download on the calling thread, as pending work of a virtual time. */
  DownloadedVideo run(VideoTask task, DownloadTarget target, DownloadListener listener) {
    Download download = create(task, target, listener);
    try (PendingWork activity = settings.time().begin("a download")) {
      activity.bindToCurrentThread();
      return download.run();
    }
  }

  /** Adds a download to the queue of those in the background. */
  DownloadJob enqueue(VideoTask task, Path file, DownloadListener listener) {
    DownloadJob job = new DownloadJob(
        task.requireLink().expiresAt(), create(task, fileTarget(task, file), listener));
    background.add(job);
    return job;
  }

  DownloadTarget fileTarget(VideoTask task, Path file) {
    return new PartialFile(
        task.id(), Objects.requireNonNull(file, "file"), settings.replaces(), settings.disk());
  }

  private Download create(VideoTask task, DownloadTarget target, DownloadListener listener) {
    Download download =
        new Download(settings, task, target, Objects.requireNonNull(listener, "listener"));
    if (background.isClosed()) {
      throw download.context().closed();
    }
    return download;
  }
}
