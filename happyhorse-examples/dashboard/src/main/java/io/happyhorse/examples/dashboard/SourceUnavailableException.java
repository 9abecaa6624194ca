package io.happyhorse.examples.dashboard;

/** Thrown if the tasks cannot be read at present. The message is one sentence without secrets. */
final class SourceUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SourceUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
