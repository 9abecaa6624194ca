package io.happyhorse.examples.quickstart;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Waits for a task and saves its video. */
public final class Quickstart {
  private final TaskWatcher watcher;
  private final VideoDownloader videos;

  Quickstart(TaskWatcher watcher, VideoDownloader videos) {
    this.watcher = watcher;
    this.videos = videos;
  }

  public static void main(String[] args) {
    TaskId id = TaskId.of(args[0]);
    // snippet: use
    FeignTaskQuery tasks = FeignTaskQuery.of(System.getenv("HAPPYHORSE_API_KEY"));
    TaskWatcher watcher = TaskWatcher.of(tasks); // one per program; close it at the end
    VideoDownloader videos = VideoDownloader.of(tasks);
    // end
    System.out.println(new Quickstart(watcher, videos).save(id, Path.of(args[1])));
    watcher.close();
  }

  URI videoOf(TaskId id) {
    // snippet: use
    // returns on SUCCESS and on FAILURE; every error contains the task id
    VideoTask done = watcher.await(id, Duration.ofMinutes(30));
    URI video = done.requireLink().reveal(); // a secret link that expires after 24 hours
    // end
    return video;
  }

  DownloadedVideo save(TaskId id, Path file) {
    VideoTask done = watcher.await(id, Duration.ofMinutes(30));
    // snippet: use
    DownloadedVideo saved = videos.download(done, file); // saves the verified video
    // end
    return saved;
  }
}
