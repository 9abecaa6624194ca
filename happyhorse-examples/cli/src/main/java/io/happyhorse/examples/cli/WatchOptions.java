package io.happyhorse.examples.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code watch}, except those that select the tasks. */
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class WatchOptions {
  @Mixin
  WaitSettings wait;

  @Option(
      names = "--download",
      paramLabel = "DIR",
      description = "Download the videos into this folder, as ID.mp4; it is created if missing.")
  @Nullable
  Path download;

  @Option(
      names = "--unfinished",
      paramLabel = "FILE",
      defaultValue = ResumeFile.DEFAULT,
      description =
          "Where to write the ids of unfinished tasks; an existing file is never replaced (default: ${DEFAULT-VALUE}).")
  Path unfinished;

  @Option(
      names = "--json",
      description = "Print one JSON object per observation and per result, one per line.")
  boolean json;

  @Mixin
  VideoOptions videos;

  final GatewayOptions gateway = new GatewayOptions();
}
