package io.happyhorse.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder into which a command downloads videos. */
final class VideoFolder {
  private VideoFolder() {}

  /**
   * Creates the folder before any request if it does not exist.
   *
   * @param option the option that names the folder, for the message of the error
   * @throws UnusableFileException if there can be no folder of this name
   */
  static void require(Path folder, String option) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw new UnusableFileException(
          "'" + folder + "' cannot be created or used as a folder for videos: choose another with "
              + option + ".",
          unusable);
    }
  }
}
