package io.happyhorse.examples.cli;

import org.jspecify.annotations.Nullable;

/** A file or folder that an option names cannot be used; found before any request. The message names the option to change. */
final class UnusableFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnusableFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
