package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many downloads in the background that one thread waits for. Not thread-safe. */
final class DownloadBatch {
  private static final Comparator<VideoTask> EARLIEST_EXPIRY_FIRST = Comparator.comparing(
      task -> task.link() == null ? Instant.MAX : task.link().expiresAt());

  private final TimeSource time;
  private final Function<VideoTask, DownloadJob> starter;
  private final List<DownloadJob> jobs = new ArrayList<>();
  private final Map<TaskId, CompletableFuture<DownloadedVideo>> ends = new HashMap<>();

  /**
   * Creates a batch.
   *
   * @param starter starts the download of a task, or throws if it cannot be started
   */
  DownloadBatch(TimeSource time, Function<VideoTask, DownloadJob> starter) {
    this.time = time;
    this.starter = starter;
  }

  /** Starts all downloads and waits until they have ended. An interrupt stops them, and the thread's flag stays set. */
  Map<TaskId, DownloadOutcome> run(Collection<VideoTask> tasks) {
    Map<TaskId, VideoTask> tasksById = new LinkedHashMap<>();
    tasks.forEach(task -> tasksById.put(task.id(), task));
    tasksById.values().stream().sorted(EARLIEST_EXPIRY_FIRST).forEach(this::start);
    Map<TaskId, DownloadOutcome> outcomes = new LinkedHashMap<>();
    tasksById.keySet().forEach(id -> outcomes.put(id, awaited(id)));
    return outcomes;
  }

  private void start(VideoTask task) {
    try {
      DownloadJob job = starter.apply(task);
      jobs.add(job);
      ends.put(task.id(), job.future());
    } catch (RuntimeException noVideo) {
      ends.put(task.id(), CompletableFuture.failedFuture(noVideo));
    }
  }

  private DownloadOutcome awaited(TaskId id) {
    CompletableFuture<DownloadedVideo> end = Objects.requireNonNull(ends.get(id));
    awaitOrStop(end);
    return end.handle((video, error) -> outcome(id, video, error)).join();
  }

  private void awaitOrStop(CompletableFuture<DownloadedVideo> end) {
    try {
      DownloadedVideo unused = time.await(end);
    } catch (ExecutionException failed) {
      return; // the error is the outcome
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      jobs.forEach(DownloadJob::stop);
    }
  }

  private static DownloadOutcome outcome(
      TaskId id, @Nullable DownloadedVideo video, @Nullable Throwable error) {
    if (video != null) {
      return new DownloadOutcome.Completed(video);
    }
    return new DownloadOutcome.Failed(
        id, error instanceof RuntimeException known ? known : new CompletionException(error));
  }
}
