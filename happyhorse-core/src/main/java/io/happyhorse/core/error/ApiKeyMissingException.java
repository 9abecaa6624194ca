package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;

/** Thrown if no API key is available at the moment. Nothing was sent. */
public final class ApiKeyMissingException extends QueryException {
  /**
   * Creates the error.
   *
   * @param problem the reason, as half a sentence without secrets, such as {@code its supplier returned none}
   */
  public ApiKeyMissingException(String problem, QueryDetails details) {
    super(
        "There is no API key: " + Redactor.line(problem),
        details,
        "Check where the key comes from. The task is not affected: query it again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
