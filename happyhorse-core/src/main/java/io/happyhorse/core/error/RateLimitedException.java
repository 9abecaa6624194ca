package io.happyhorse.core.error;

/** The gateway asks for fewer requests, or says that a quota is used up (HTTP 429). */
public final class RateLimitedException extends QueryException {
  private final boolean quotaExceeded;

  /**
   * Creates the error of too many requests.
   *
   * @param details what is known
   */
  public RateLimitedException(QueryDetails details) {
    this(
        "The gateway asks for fewer requests", details, "Ask again later, and more rarely.", false);
  }

  private RateLimitedException(
      String what, QueryDetails details, String advice, boolean quotaExceeded) {
    super(what, details, advice, null);
    this.quotaExceeded = quotaExceeded;
  }

  /**
   * Creates the error of a quota that is used up.
   *
   * @param details what is known
   * @return the error
   */
  public static RateLimitedException quotaExceeded(QueryDetails details) {
    return new RateLimitedException(
        "The gateway says that a quota is used up",
        details,
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
}
