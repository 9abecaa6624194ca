package io.happyhorse.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder into which a command downloads videos. */
final class VideoFolder {
  private VideoFolder() {}

  /**
   * Creates the folder if it does not exist.
   *
   * @param option the option that names the folder, for the message of the error
   * @throws IOException if there can be no folder of this name; the message states the remedy
   */
  static void create(Path folder, String option) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw new IOException(
          "'" + folder + "' cannot be created or used as a folder for videos: choose another with "
              + option + ".",
          unusable);
    }
  }

  /**
   * Creates the folder before any request.
   *
   * @throws IllegalArgumentException if there can be no folder of this name
   */
  static void require(Path folder, String option) {
    try {
      create(folder, option);
    } catch (IOException unusable) {
      throw new IllegalArgumentException(unusable.getMessage(), unusable);
    }
  }
}
