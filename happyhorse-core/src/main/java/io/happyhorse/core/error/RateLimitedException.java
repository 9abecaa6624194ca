package io.happyhorse.core.error;

/** Thrown if the gateway limits the request rate or a quota is used up (HTTP 429). */
public final class RateLimitedException extends QueryException {
  private final boolean quotaExceeded;

  /** Creates the error of a limited request rate. */
  public RateLimitedException(QueryDetails details) {
    this(
        "The gateway limits the request rate", details, "Query again later and less often.", false);
  }

  private RateLimitedException(
      String what, QueryDetails details, String advice, boolean quotaExceeded) {
    super(what, details, advice, null);
    this.quotaExceeded = quotaExceeded;
  }

  /** Returns the error of a quota that is used up. */
  public static RateLimitedException quotaExceeded(QueryDetails details) {
    return new RateLimitedException(
        "The gateway reports that a quota is used up",
        details,
        "Waiting does not help: top up the account or raise the quota. The task is not affected: query it again by its id.",
        true);
  }

  /**
   * Returns whether a quota is used up. Waiting does not restore it.
   *
   * @return true if a quota is used up; false if the request rate is limited
   */
  public boolean isQuotaExceeded() {
    return quotaExceeded;
  }

  /** Returns true, since a quota may be raised while a wait continues. */
  @Override
  public boolean isTransient() {
    return true;
  }

  @Override
  public boolean isRetryable() {
    return !quotaExceeded;
  }
}
