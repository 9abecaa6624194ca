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
      description = "The folder of the videos, as ID.mp4 (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--keep-all",
      description =
          "Download each video as soon as its task has succeeded (default: when it is requested on the page).")
  private boolean keepsAll;

  Path folder() {
    return folder;
  }

  VideoShelf shelf(FeignTaskQuery gateway, TimeSource time) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw new IllegalArgumentException(
          "'" + folder + "' cannot be created or used as a folder for videos.", unusable);
    }
    VideoDownloader videos = VideoDownloader.builder(gateway).time(time).build();
    return new VideoShelf(videos, folder, keepsAll);
  }
}
