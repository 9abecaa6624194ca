package io.happyhorse.core.error;

/** The gateway asks for fewer requests, or says that a quota is used up (HTTP 429). */
public final class RateLimitedException extends QueryException {
  private final boolean quotaExceeded;

  /**
   * Creates the error of too many requests.
   *
   * @param evidence what is known
   */
  public RateLimitedException(QueryEvidence evidence) {
    this(
        "The gateway asks for fewer requests",
        evidence,
        "Ask again later, and more rarely.",
        false);
  }

  private RateLimitedException(
      String what, QueryEvidence evidence, String advice, boolean quotaExceeded) {
    super(what, evidence, advice, null);
    this.quotaExceeded = quotaExceeded;
  }

  /**
   * Creates the error of a quota that is used up.
   *
   * @param evidence what is known
   * @return the error
   */
  public static RateLimitedException quotaExceeded(QueryEvidence evidence) {
    return new RateLimitedException(
        "The gateway says that a quota is used up",
        evidence,
        "Waiting does not help: top up the account or raise the quota. The task is not affected: ask again by its id.",
        true);
  }

  /**
   * Tells whether a quota is used up, which no pause between requests restores.
   *
   * @return false if there were too many requests
   */
  public boolean isQuotaExceeded() {
    return quotaExceeded;
  }

  /** Returns true: a quota that somebody raises meanwhile lets the next request pass. */
  @Override
  public boolean isTransient() {
    return true;
  }

  @Override
  public boolean isRetryable() {
    return !quotaExceeded;
  }
}
