package io.happyhorse.core.submit;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The format of a line of an outbox: words separated by tabs; the last one is the checksum of the others. */
final class OutboxLine {
  static final String INTENT = "intent";
  static final String SUBMITTED = "submitted";
  static final String WITHDRAWN = "withdrawn";

  private OutboxLine() {}

  /** Returns the line of these words; a missing word is written as {@code -}. */
  static String of(@Nullable Object... words) {
    String text = Stream.of(words)
        .map(word -> word == null ? "-" : word.toString().replaceAll("[^!-~]", "_"))
        .collect(Collectors.joining("\t"));
    return text + "\t" + checksum(text);
  }

  /** Returns the words of a line; null if its checksum is missing or wrong, as in a line that was cut off. */
  static String @Nullable [] words(String line) {
    int last = line.lastIndexOf('\t');
    return last > 0 && checksum(line.substring(0, last)).equals(line.substring(last + 1))
        ? line.substring(0, last).split("\t", -1)
        : null;
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
