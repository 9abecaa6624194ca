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
  private final @Nullable Destination destination;
  private final Queue<CompletableFuture<DownloadedVideo>> downloads = new ConcurrentLinkedQueue<>();

  /** Where the videos are downloaded. */
  record Destination(VideoDownloader videos, Path folder) {}

  Watch(TaskWatcher watcher, WatchView view, TimeSource time, @Nullable Destination destination) {
    this.watcher = watcher;
    this.view = view;
    this.time = time;
    this.destination = destination;
  }

  /** Waits for all tasks, and returns their results. */
  List<TaskResult> run(List<TaskId> ids, WaitOptions wait) throws InterruptedException {
    List<CompletableFuture<TaskResult>> pending = new ArrayList<>();
    for (TaskId id : ids) {
      Follower follower = new Follower(id);
      pending.add(watcher
          .watch(id, wait.onObservation(follower))
          .future()
          .thenCompose(follower::finished)
          .exceptionally(follower::gaveUp)
          .thenApply(this::shown));
    }
    List<TaskResult> results = new ArrayList<>();
    for (CompletableFuture<TaskResult> result : pending) {
      try {
        results.add(time.await(result));
      } catch (ExecutionException unexpected) {
        throw new IllegalStateException(unexpected.getCause());
      }
    }
    return results;
  }

  /** Stops all waits and downloads; {@link #run} then returns. */
  void stop() {
    watcher.close();
    downloads.forEach(download -> download.cancel(true));
  }

  private TaskResult shown(TaskResult result) {
    synchronized (view) {
      view.ended(result);
    }
    return result;
  }

  /** Shows the observations and the download of one task, and creates its result. */
  private final class Follower implements TaskListener, DownloadListener {
    private final TaskId id;
    private @Nullable VideoTask valid;
    private @Nullable TaskObservation last;

    Follower(TaskId id) {
      this.id = id;
    }

    @Override
    public void onObservation(TaskObservation observation) {
      last = observation;
      VideoTask task = observation.transition().validObservation(valid, observation.task());
      valid = task;
      if (task.failure() == null && task.link() == null) {
        synchronized (view) {
          view.onObservation(observation);
        }
      }
    }

    CompletableFuture<TaskResult> finished(VideoTask task) {
      if (task.link() == null || destination == null) {
        return CompletableFuture.completedFuture(result(task, null, null));
      }
      synchronized (view) {
        view.downloadStarted(task);
      }
      Path file = SavedVideo.fileOf(id, destination.folder());
      CompletableFuture<DownloadedVideo> download = destination.videos().start(task, file, this);
      downloads.add(download);
      return download.handle((video, error) -> saved(task, file, error, video));
    }

    private TaskResult saved(
        VideoTask task, Path file, @Nullable Throwable error, @Nullable DownloadedVideo video) {
      SavedVideo earlier = SavedVideo.savedEarlier(file, error);
      return earlier == null
          ? result(task, error, video == null ? null : SavedVideo.of(video))
          : result(task, null, earlier);
    }

    TaskResult gaveUp(Throwable error) {
      Throwable cause = error.getCause();
      return result(
          null, error instanceof CompletionException && cause != null ? cause : error, null);
    }

    private TaskResult result(
        @Nullable VideoTask task, @Nullable Throwable error, @Nullable SavedVideo video) {
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
