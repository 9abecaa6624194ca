package io.happyhorse.core.error;

/** The gateway asks for fewer requests (HTTP 429). */
public final class RateLimitedException extends QueryException {
  /**
   * Reports it.
   *
   * @param evidence what is known
   */
  public RateLimitedException(QueryEvidence evidence) {
    super(
        "The gateway asks for fewer requests", evidence, "Ask again later, and more rarely.", null);
  }

  @Override
  public boolean isTransient() {
    return true;
  }
}
