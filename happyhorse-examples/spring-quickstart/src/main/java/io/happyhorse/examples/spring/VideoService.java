package io.happyhorse.examples.spring;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.submit.TaskSubmitter;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Submits tasks, waits for them without a thread each, and downloads the videos into a folder. */
@Service
class VideoService {
  private final TaskSubmitter submitter;
  private final TaskWatcher watcher;
  private final VideoDownloader videos;
  private final Path folder;
  private final Map<TaskId, CompletableFuture<DownloadedVideo>> saved = new ConcurrentHashMap<>();

  VideoService(
      TaskSubmitPort gateway,
      TaskWatcher watcher,
      VideoDownloader videos,
      @Value("${videos.folder:videos}") Path folder) {
    OutboxFile outbox = OutboxFile.at(folder.resolve("outbox.txt")); // survives a crash
    this.submitter = TaskSubmitter.builder(gateway).outbox(outbox).build();
    this.watcher = watcher;
    this.videos = videos;
    this.folder = folder;
  }

  TaskId submit(String prompt) {
    SubmittedTask task = submitter.submit(VideoRequest.textToVideo(prompt).resolution("720P"));
    saved.put(task.id(), save(task.id(), WaitOptions.freshlySubmitted(task)));
    return task.id();
  }

  /**
   * Returns the file of a video once it is saved. Also finds the videos and waits for the tasks from before a restart. After an error,
   * the next call tries again.
   */
  CompletableFuture<Path> video(TaskId id) {
    Path file = file(id);
    if (Files.exists(file)) { // a file has this name only if it is complete
      return CompletableFuture.completedFuture(file);
    }
    return saved
        .compute(id, (known, before) -> before == null || before.isCompletedExceptionally()
            ? save(id, WaitOptions.within(Duration.ofMinutes(30)))
            : before)
        .thenApply(DownloadedVideo::file);
  }

  private CompletableFuture<DownloadedVideo> save(TaskId id, WaitOptions options) {
    return watcher
        .watch(id, options)
        .future()
        .thenCompose(done -> videos.start(done, file(id)));
  }

  private Path file(TaskId id) {
    return folder.resolve(id + ".mp4");
  }
}
