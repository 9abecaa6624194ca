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

/** Waits for the task whose id is given and keeps its video. */
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
    TaskWatcher watcher = TaskWatcher.of(tasks); // one for the whole program, closed at its end
    VideoDownloader videos = VideoDownloader.of(tasks);
    // end
    System.out.println(new Quickstart(watcher, videos).keep(id, Path.of(args[1])));
    watcher.close();
  }

  URI videoOf(TaskId id) {
    // snippet: use
    // SUCCESS or FAILURE: both are answers; every error names the task
    VideoTask done = watcher.await(id, Duration.ofMinutes(30));
    URI video = done.requireLink().reveal(); // a secret that dies after 24 hours
    // end
    return video;
  }

  DownloadedVideo keep(TaskId id, Path file) {
    VideoTask done = watcher.await(id, Duration.ofMinutes(30));
    // snippet: use
    DownloadedVideo kept = videos.download(done, file); // or keep it, checked
    // end
    return kept;
  }
}
