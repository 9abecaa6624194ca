package io.happyhorse.core.error;

import io.happyhorse.core.internal.TunnelCredentials;

/**
 * Thrown if a proxy requires authentication or rejects the credentials (HTTP 407). The gateway was not reached.
 */
public final class ProxyAuthenticationException extends QueryException {
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  /** Creates the error. */
  public ProxyAuthenticationException(QueryDetails details) {
    super(
        "The proxy requires a valid user name and password",
        details,
        "Set the proxy's credentials. "
            + (TunnelCredentials.areSent()
                ? ""
                : "For https the JDK sends them only if the system property " + DISABLED_SCHEMES
                    + " does not list Basic: start Java with -D" + DISABLED_SCHEMES
                    + "= to allow it. ")
            + "The task is not affected.",
        null);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
