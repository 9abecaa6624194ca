package io.happyhorse.core.error;

/**
 * Thrown if a proxy requires authentication or rejects the credentials (HTTP 407). The gateway was not reached.
 */
public final class ProxyAuthenticationException extends QueryException {
  /**
   * Creates the error.
   *
   * @param details the details
   */
  public ProxyAuthenticationException(QueryDetails details) {
    super(
        "The proxy requires a user name and a password that it accepts",
        details,
        "Set the proxy's credentials. For https the JDK sends them only if the system property"
            + " jdk.http.auth.tunneling.disabledSchemes does not list Basic: start Java with"
            + " -Djdk.http.auth.tunneling.disabledSchemes= to allow it. The task is not affected.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
