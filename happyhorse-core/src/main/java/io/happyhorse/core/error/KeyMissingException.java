package io.happyhorse.core.error;

import io.happyhorse.core.task.SafeText;

/** There is no API key to ask with at the moment, so nothing was sent. */
public final class KeyMissingException extends QueryException {
  /**
   * Reports it.
   *
   * @param problem why there is none, as half a sentence without secrets, such as {@code its supplier gave none}
   * @param evidence what is known
   */
  public KeyMissingException(String problem, QueryEvidence evidence) {
    super(
        "There is no API key to ask with: " + SafeText.line(problem),
        evidence,
        "Check where the key comes from. The task goes on at the gateway: ask again by its id.",
        null);
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
