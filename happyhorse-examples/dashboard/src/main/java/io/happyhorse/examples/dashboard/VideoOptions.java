package io.happyhorse.examples.dashboard;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options for downloaded videos. */
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class VideoOptions {
  @Option(
      names = "--videos",
      paramLabel = "DIR",
      defaultValue = "videos",
      description =
          "The folder of the downloaded videos, one file ID.mp4 per task (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--download-all",
      description =
          "Download each video as soon as its task has succeeded (default: on request on the page).")
  private boolean downloadsAll;

  Path folder() {
    return folder;
  }

  VideoFolder open(FeignTaskQuery gateway, TimeSource time) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw new IllegalArgumentException(
          "'" + folder + "' cannot be used as a folder: check --videos.", unusable);
    }
    VideoDownloader downloader = VideoDownloader.builder(gateway).time(time).build();
    return new VideoFolder(downloader, folder, downloadsAll);
  }
}
