package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the files that options name.
 *
 * @param standard the standard input, which has the name {@code -}
 */
record InputFiles(InputStream standard) {
  /** The byte order mark that some editors write at the beginning of a file. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Returns the text of a file, which must be UTF-8, without a byte order mark. */
  String read(Path file) throws IOException {
    byte[] bytes = isStandard(file) ? standard.readAllBytes() : Files.readAllBytes(file);
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** Returns the name of a file for error messages. */
  static String name(Path file) {
    return isStandard(file) ? "standard input" : "'" + file + "'";
  }

  private static boolean isStandard(Path file) {
    return file.toString().equals("-");
  }
}
