package io.happyhorse.core.download;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * The files beside a video that is being written: {@code cat.mp4.happyhorse-part} and {@code cat.mp4.happyhorse-note}. Names with
 * more than 255 bytes, the limit of most file systems, are shortened and made unique by a checksum of the full name.
 *
 * @param part the file of the bytes
 * @param note the file that describes the bytes
 */
record PartialNames(Path part, Path note) {
  private static final int MOST_BYTES = 255;
  private static final String PART = ".happyhorse-part";
  private static final String NOTE = ".happyhorse-note";

  /** Returns the names beside a file; they are the same each time. */
  static PartialNames of(Path folder, Path file) {
    String name = Objects.requireNonNullElse(file.getFileName(), file).toString();
    return new PartialNames(
        folder.resolve(shortened(name, PART) + PART), folder.resolve(shortened(name, NOTE) + NOTE));
  }

  private static String shortened(String name, String suffix) {
    int room = MOST_BYTES - suffix.length();
    if (bytes(name) <= room) {
      return name;
    }
    String mark = "~" + checksum(name);
    int end = name.length();
    while (bytes(name.substring(0, end)) + mark.length() > room) {
      end = name.offsetByCodePoints(end, -1);
    }
    return name.substring(0, end) + mark;
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String checksum(String name) {
    Crc64 crc = new Crc64();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%016x", crc.getValue());
  }
}
