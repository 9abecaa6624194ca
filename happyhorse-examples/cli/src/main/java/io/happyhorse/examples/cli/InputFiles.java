package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads the files that options name.
 *
 * @param standard the standard input, which has the name {@code -}
 */
record InputFiles(InputStream standard) {
  /** The byte order mark that some editors write at the beginning of a file. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Returns the text of a file, which must be UTF-8, without a byte order mark.
   *
   * @param content what the file contains, for the message of the error
   * @param option the option that names the file, for the message of the error
   * @throws UnusableFileException if the file cannot be read; the message states why
   */
  String read(Path file, String content, String option) {
    try {
      return read(file);
    } catch (IOException unreadable) {
      throw new UnusableFileException(
          content + " in " + name(file) + " cannot be read" + reason(file, unreadable) + ": check "
              + option + ".",
          unreadable);
    }
  }

  private String read(Path file) throws IOException {
    byte[] bytes = isStandard(file) ? standard.readAllBytes() : Files.readAllBytes(file);
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  /** Returns the name of a file for error messages. */
  static String name(Path file) {
    return isStandard(file) ? "standard input" : "'" + file + "'";
  }

  /** Returns why a file cannot be read, as the rest of a sentence; empty if that is unknown. */
  static String reason(Path file, IOException error) {
    if (error instanceof NoSuchFileException) {
      return ", since the file does not exist";
    }
    if (error instanceof AccessDeniedException) {
      return ", since access is denied";
    }
    if (error instanceof CharacterCodingException) {
      return ", since it is not UTF-8 text";
    }
    return Files.isDirectory(file) ? ", since it is a folder" : "";
  }

  private static boolean isStandard(Path file) {
    return file.toString().equals("-");
  }
}
