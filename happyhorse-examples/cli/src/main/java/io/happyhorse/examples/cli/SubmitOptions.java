package io.happyhorse.examples.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that submits. */
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class SubmitOptions {
  @Option(names = "--wait", description = "Wait until the task finishes.")
  private boolean wait;

  @Option(
      names = "--download",
      paramLabel = "DIR",
      description = "Wait, and download the video into this folder, as ID.mp4.")
  @Nullable
  Path download;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "30m",
      description = "How long to wait for each task (default: ${DEFAULT-VALUE}).")
  Duration timeout;

  @Option(
      names = "--outbox",
      paramLabel = "FILE",
      description =
          "Record submissions in this file, so that they survive a crash. A request in the file is not submitted again:"
              + " for another video, use another file or another --seed.")
  @Nullable
  Path outbox;

  @Option(names = "--dry-run", description = "Print the request without sending it.")
  boolean dryRun;

  @Option(
      names = "--json",
      description = "Print one JSON object per line; the one with the id is printed at once.")
  boolean json;

  @Mixin
  VideoOptions videos;

  final GatewayOptions gateway = new GatewayOptions();

  boolean waits() {
    return wait || download != null;
  }
}
