package io.happyhorse.core.error;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a proxy requires authentication or rejects the credentials (HTTP 407). The gateway was not reached.
 */
public final class ProxyAuthenticationException extends QueryException {
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  /**
   * Creates the error.
   *
   * @param details the details
   */
  public ProxyAuthenticationException(QueryDetails details) {
    super(
        "The proxy requires a valid user name and password",
        details,
        "Set the proxy's credentials. "
            + (isBasicAllowedInTunnels()
                ? ""
                : "For https the JDK sends them only if the system property " + DISABLED_SCHEMES
                    + " does not list Basic: start Java with -D" + DISABLED_SCHEMES
                    + "= to allow it. ")
            + "The task is not affected.",
        null);
  }

  /**
   * Returns whether the JDK's HTTP client sends the credentials for a proxy if the URL is https. By default, it does not send them.
   *
   * @return true if the system property {@code jdk.http.auth.tunneling.disabledSchemes} is set and does not list Basic
   */
  public static boolean isBasicAllowedInTunnels() {
    return isBasicAllowed(System.getProperty(DISABLED_SCHEMES));
  }

  static boolean isBasicAllowed(@Nullable String disabledSchemes) {
    return disabledSchemes != null
        && Arrays.stream(disabledSchemes.split(",", -1))
            .noneMatch(scheme -> scheme.strip().equalsIgnoreCase("basic"));
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
