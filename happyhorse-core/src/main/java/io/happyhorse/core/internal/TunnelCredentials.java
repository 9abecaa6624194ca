package io.happyhorse.core.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Determines whether the JDK's HTTP client sends the credentials for a proxy if the URL is https. By default, it does not send them. */
public final class TunnelCredentials {
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private TunnelCredentials() {}

  /**
   * {@return whether the credentials are sent; true if the system property {@code jdk.http.auth.tunneling.disabledSchemes} is set
   * and does not list Basic}
   */
  public static boolean areSent() {
    return areSent(System.getProperty(DISABLED_SCHEMES));
  }

  static boolean areSent(@Nullable String disabledSchemes) {
    return disabledSchemes != null
        && Arrays.stream(disabledSchemes.split(",", -1))
            .noneMatch(scheme -> scheme.strip().equalsIgnoreCase("basic"));
  }
}
