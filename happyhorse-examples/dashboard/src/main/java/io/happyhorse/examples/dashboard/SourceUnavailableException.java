package io.happyhorse.examples.dashboard;

/** The tasks cannot be read now. The message is one sentence without secrets. */
final class SourceUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SourceUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
