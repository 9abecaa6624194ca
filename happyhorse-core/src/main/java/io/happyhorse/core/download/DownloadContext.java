package io.happyhorse.core.download;

import io.happyhorse.core.error.DownloadDetails;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.error.DownloaderClosedException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The shared state of the steps of one download, with the details for its errors. Not thread-safe. */
final class DownloadContext {
  final Settings settings;
  final TaskId task;
  final DownloadTarget target;
  final Reporter reporter;
  final RedirectingSource source;

  /** An excerpt of the storage host's last error response; null if there is none. */
  private @Nullable String excerpt;

  DownloadContext(
      Settings settings, VideoTask task, DownloadTarget target, DownloadListener listener) {
    this.settings = settings;
    this.task = task.id();
    this.target = target;
    this.reporter = new Reporter(
        Stream.concat(settings.listeners().stream(), Stream.of(listener)).toList(),
        task.id(),
        settings.time());
    this.source = new RedirectingSource(settings, task.requireLink().origin());
  }

  TimeSource time() {
    return settings.time();
  }

  void quote(@Nullable String text) {
    excerpt = text;
  }

  void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
  }

  DownloadInterruptedException interrupted() {
    return new DownloadInterruptedException(details());
  }

  DownloaderClosedException closed() {
    return new DownloaderClosedException(details());
  }

  StorageException refusal(String problem, boolean isTransient) {
    return new StorageException(problem, isTransient, details(), null);
  }

  DownloadDetails details() {
    return new DownloadDetails(
        task,
        source.origin(),
        target.file(),
        target.size(),
        target.version().total(),
        source.requests(),
        source.status(),
        source.requestId(),
        excerpt);
  }
}
