package io.happyhorse.core.wire;

/**
 * Thrown by a {@link TaskResponseReader.JsonParser} if an object outside {@code data.data} has two members of the same name. Such a
 * body is valid JSON, but parsers do not agree on its meaning.
 */
public final class RepeatedNameException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates the exception. */
  public RepeatedNameException() {
    super("a name is repeated");
  }
}
