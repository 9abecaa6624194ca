package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;

/** There is no API key to ask with at the moment, so nothing was sent. */
public final class ApiKeyMissingException extends QueryException {
  /**
   * Reports it.
   *
   * @param problem why there is none, as half a sentence without secrets, such as {@code its supplier gave none}
   * @param details what is known
   */
  public ApiKeyMissingException(String problem, QueryDetails details) {
    super(
        "There is no API key to ask with: " + Redactor.line(problem),
        details,
        "Check where the key comes from. The task goes on at the gateway: ask again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
