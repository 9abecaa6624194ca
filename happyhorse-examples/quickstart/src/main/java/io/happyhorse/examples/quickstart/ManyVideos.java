package io.happyhorse.examples.quickstart;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.submit.OutboxEntry;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskOutcome;
import io.happyhorse.core.watch.TaskWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Waits for many tasks without a thread for each, and saves their videos. It also resumes the tasks of an earlier process. */
public final class ManyVideos {
  private final TaskWatcher watcher;
  private final VideoDownloader videos;
  private final Path folder;

  ManyVideos(TaskWatcher watcher, VideoDownloader videos, Path folder) {
    this.watcher = watcher;
    this.videos = videos;
    this.folder = folder;
  }

  void keepAll(List<TaskId> ids) {
    // snippet: many
    try (Stream<TaskOutcome> outcomes = watcher.asCompleted(ids, Duration.ofMinutes(30))) {
      outcomes.forEach(this::keep); // Finished(task) or GaveUp(error), in order of completion
    }
    // end
  }

  void resume(OutboxFile outbox) throws IOException {
    // snippet: resume
    List<TaskId> ids = outbox.entries().stream()
        .map(OutboxEntry::taskId) // null unless the gateway accepted the task
        .filter(Objects::nonNull)
        .toList();
    // end
    keepAll(ids);
  }

  private void keep(TaskOutcome outcome) {
    Path file = folder.resolve(outcome.taskId() + ".mp4");
    if (outcome instanceof TaskOutcome.Finished finished
        && finished.task().isSucceeded()
        && !Files.exists(file)) { // a file has this name only if it is complete
      save(finished.task(), file);
    }
  }

  /** Saves a video. If that fails, the other videos are saved nevertheless. */
  private void save(VideoTask task, Path file) {
    try {
      videos.download(task, file);
    } catch (DownloadException failed) { // contains the task id
      System.err.println(failed.getMessage());
    }
  }
}
