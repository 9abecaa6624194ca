package io.happyhorse.examples.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that holds a password or an API key. */
final class SecretFile {
  private SecretFile() {}

  /** Returns the content without leading and trailing blanks. Throws an {@link IllegalArgumentException} that names the option. */
  static String read(Path file, String option) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "'" + file + "' cannot be read: check " + option + ".", unreadable);
    }
  }
}
