package io.happyhorse.examples.quickstart;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.submit.TaskSubmitter;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import java.nio.file.Path;

/** Creates a task from a prompt, waits for it and saves its video. */
public final class CreateVideo {
  private final TaskSubmitter submitter;
  private final TaskWatcher watcher;
  private final VideoDownloader videos;

  CreateVideo(TaskSubmitter submitter, TaskWatcher watcher, VideoDownloader videos) {
    this.submitter = submitter;
    this.watcher = watcher;
    this.videos = videos;
  }

  public static void main(String[] args) {
    // snippet: create
    FeignTaskQuery gateway = FeignTaskQuery.of(System.getenv("HAPPYHORSE_API_KEY"));
    OutboxFile outbox = OutboxFile.at(Path.of("happyhorse-outbox.txt")); // survives a crash
    TaskSubmitter submitter =
        TaskSubmitter.builder(gateway.submitPort()).outbox(outbox).build();
    TaskWatcher watcher = TaskWatcher.of(gateway);
    VideoDownloader videos = VideoDownloader.of(gateway);
    // end
    CreateVideo create = new CreateVideo(submitter, watcher, videos);
    System.out.println(create.save(args[0], Path.of(args[1])));
    watcher.close();
  }

  DownloadedVideo save(String prompt, Path file) {
    // snippet: create
    SubmittedTask task = submitter.submit(VideoRequest.textToVideo(prompt).resolution("720P"));
    VideoTask done =
        watcher.watch(task.id(), WaitOptions.freshlySubmitted(task)).join();
    DownloadedVideo saved = videos.download(done, file);
    // end
    return saved;
  }
}
