package io.happyhorse.feign;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/** A process that downloads a video until a test kills it. It reads its key from standard input. */
final class DownloadingProcess {
  private DownloadingProcess() {}

  public static void main(String[] args) throws IOException {
    String key =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    FeignTaskQuery tasks = FeignTaskQuery.builder(key).baseUrl(args[0]).build();
    // the clock of the fake, according to which the link has not expired
    VideoDownloader videos = VideoDownloader.builder(tasks)
        .time(VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z")))
        .build();
    System.out.println(videos.download(tasks.query(TaskId.of(args[1])), Path.of(args[2])));
  }
}
