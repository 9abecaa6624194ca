package io.happyhorse.examples.cli;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.download.VideoDownloaderBuilder;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.feign.FeignTaskQuery;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that downloads videos. */
@SuppressWarnings("unused") // picocli sets the fields
final class VideoOptions {
  static final String ALLOW_PRIVATE = "--allow-private";

  @Option(
      names = ALLOW_PRIVATE,
      description = "Allow links to addresses in private networks and on this machine.")
  private boolean allowPrivate;

  boolean allowsPrivate() {
    return allowPrivate;
  }

  VideoDownloaderBuilder downloader(FeignTaskQuery tasks, TimeSource time) {
    VideoDownloaderBuilder videos = VideoDownloader.builder(tasks).time(time);
    return allowPrivate ? videos.allowPrivateAddresses() : videos;
  }

  /** Returns where the videos of a wait are downloaded; null without a folder. */
  Watch.@Nullable Destination destination(
      FeignTaskQuery tasks, TimeSource time, @Nullable Path folder) {
    return folder == null ? null : new Watch.Destination(downloader(tasks, time).build(), folder);
  }
}
