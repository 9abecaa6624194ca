package io.happyhorse.core.task;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * The origin of a URL in its comparable form: scheme and host in lower case, and the port unless it is the default port of the
 * scheme. It contains no secret.
 *
 * @param scheme {@code http}, {@code https} or another scheme, in lower case
 * @param host the host name or address, in lower case
 * @param port the port; -1 for the default port of the scheme
 */
public record Origin(String scheme, String host, int port) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  public Origin {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(host, "host");
  }

  /**
   * Returns the origin of a URL.
   *
   * @param url an absolute URL with a host
   * @throws NullPointerException if the URL has no scheme or no host
   */
  public static Origin of(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    HostAndPort at = Objects.requireNonNull(HostAndPort.of(url), "host");
    int usual = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    return new Origin(
        scheme, at.host().toLowerCase(Locale.ROOT), at.port() == usual ? -1 : at.port());
  }

  /** {@return the origin as a URI without a path} */
  public URI toUri() {
    return URI.create(toString());
  }

  /** Returns the text of {@link #toUri()}. */
  @Override
  public String toString() {
    return scheme + "://" + host + (port == -1 ? "" : ":" + port);
  }
}
