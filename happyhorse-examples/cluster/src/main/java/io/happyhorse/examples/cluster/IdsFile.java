package io.happyhorse.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the file of {@code --ids-file}. */
public final class IdsFile {
  /** The byte order mark that some editors write at the beginning of a file. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private IdsFile() {}

  /**
   * Returns the lines of a file, without blank lines and comments.
   *
   * @param file a file with one task id per line; {@code -} means the standard input
   * @param standardInput the standard input
   * @return the ids, which are not validated
   * @throws IllegalArgumentException if the file cannot be read
   */
  public static List<String> read(Path file, InputStream standardInput) {
    try {
      String text = file.toString().equals("-")
          ? new String(standardInput.readAllBytes(), UTF_8)
          : Files.readString(file);
      String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      return content
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The task ids in '" + file + "' cannot be read: check --ids-file.", unreadable);
    }
  }
}
