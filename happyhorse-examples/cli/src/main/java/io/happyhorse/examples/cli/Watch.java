package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadEvent;
import io.happyhorse.core.download.DownloadListener;
import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskListener;
import io.happyhorse.core.watch.TaskObservation;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Watches tasks until they finish, downloads their videos if requested, and shows the progress. */
final class Watch {
  private final TaskWatcher watcher;
  private final WatchView view;
  private final TimeSource time;
  private final @Nullable Saving saving;
  private final Queue<CompletableFuture<DownloadedVideo>> downloads = new ConcurrentLinkedQueue<>();

  /** The downloader and its folder. */
  record Saving(VideoDownloader videos, Path folder) {}

  Watch(TaskWatcher watcher, WatchView view, TimeSource time, @Nullable Saving saving) {
    this.watcher = watcher;
    this.view = view;
    this.time = time;
    this.saving = saving;
  }

  /** Waits for all tasks, and returns their results. */
  List<TaskResult> run(List<TaskId> ids, WaitOptions wait) throws InterruptedException {
    List<CompletableFuture<TaskResult>> ends = new ArrayList<>();
    for (TaskId id : ids) {
      Follower follower = new Follower(id);
      ends.add(watcher
          .watch(id, wait.onObservation(follower))
          .future()
          .thenCompose(follower::finished)
          .exceptionally(follower::gaveUp)
          .thenApply(this::shown));
    }
    List<TaskResult> all = new ArrayList<>();
    for (CompletableFuture<TaskResult> end : ends) {
      try {
        all.add(time.await(end));
      } catch (ExecutionException defect) {
        throw new IllegalStateException(defect.getCause());
      }
    }
    return all;
  }

  /** Stops all waits and downloads; {@link #run} then returns. */
  void stop() {
    watcher.close();
    downloads.forEach(download -> download.cancel(true));
  }

  private TaskResult shown(TaskResult end) {
    synchronized (view) {
      view.ended(end);
    }
    return end;
  }

  /** Follows one task. */
  private final class Follower implements TaskListener, DownloadListener {
    private final TaskId id;
    private @Nullable VideoTask standing;
    private @Nullable TaskObservation last;

    Follower(TaskId id) {
      this.id = id;
    }

    @Override
    public void onObservation(TaskObservation observation) {
      last = observation;
      VideoTask stands = observation.transition().validObservation(standing, observation.task());
      standing = stands;
      if (stands.failure() == null && stands.link() == null) {
        synchronized (view) {
          view.onObservation(observation);
        }
      }
    }

    CompletableFuture<TaskResult> finished(VideoTask task) {
      if (task.link() == null || saving == null) {
        return CompletableFuture.completedFuture(end(task, null, null));
      }
      synchronized (view) {
        view.fetching(task);
      }
      CompletableFuture<DownloadedVideo> download =
          saving.videos().start(task, saving.folder().resolve(id + ".mp4"), this);
      downloads.add(download);
      return download.handle((video, error) -> end(task, error, video));
    }

    TaskResult gaveUp(Throwable error) {
      Throwable cause = error.getCause();
      return end(null, error instanceof CompletionException && cause != null ? cause : error, null);
    }

    private TaskResult end(
        @Nullable VideoTask task, @Nullable Throwable error, @Nullable DownloadedVideo video) {
      WaitException wait = error instanceof WaitException given ? given : null;
      TaskObservation seen = last;
      VideoTask shown = wait == null ? task : wait.lastObservation();
      int polls = seen == null ? 0 : seen.polls();
      Duration elapsed = seen == null ? Duration.ZERO : seen.elapsed();
      return new TaskResult(
          id,
          shown,
          seen == null ? null : seen.transition(),
          wait == null ? polls : wait.polls(),
          wait == null ? elapsed : wait.elapsed(),
          error,
          video);
    }

    @Override
    public void onProgress(DownloadProgress progress) {
      synchronized (view) {
        view.downloading(progress);
      }
    }

    @Override
    public void onEvent(DownloadEvent event) {
      synchronized (view) {
        view.message(id + ": " + TaskFormat.event(event));
      }
    }
  }
}
