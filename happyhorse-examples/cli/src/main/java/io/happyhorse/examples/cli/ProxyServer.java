package io.happyhorse.examples.cli;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy and its credentials.
 *
 * @param host its name or address
 * @param port its port
 * @param user the user name; null for none
 * @param password the password, a secret; empty for none
 */
record ProxyServer(String host, int port, @Nullable String user, String password) {
  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://.*");
  private static final Pattern SECRET = Pattern.compile("(?s)(^|://)(?!.*://).*@");
  private static final int DEFAULT_PORT = 1080;

  /**
   * Parses a URL, whose scheme is optional.
   *
   * @param name the name of the setting, for errors
   * @throws IllegalArgumentException if it is not an HTTP proxy; the message shows it without user and password
   */
  static ProxyServer parse(String name, String value) {
    URI uri = uri(SCHEME.matcher(value).matches() ? value : "http://" + value);
    if (uri == null || uri.getHost() == null || !"http".equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException("'" + withoutSecret(value, "...") + "' of " + name
          + " cannot be the proxy: use an HTTP proxy such as http://proxy.example:3128; https and"
          + " SOCKS proxies cannot be used.");
    }
    String secret = uri.getRawUserInfo();
    int colon = secret == null ? -1 : secret.indexOf(':');
    return new ProxyServer(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        secret == null ? null : decoded(colon < 0 ? secret : secret.substring(0, colon)),
        secret == null || colon < 0 ? "" : decoded(secret.substring(colon + 1)));
  }

  /** Returns a URL in which user and password are replaced. */
  static String withoutSecret(String url, String replacement) {
    return SECRET.matcher(url).replaceFirst("$1" + replacement + "@");
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException notAUrl) {
      return null;
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns the proxy with an unresolved name, so that the adapter looks it up within its time limit. */
  Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
  }

  boolean isSameAs(ProxyServer other) {
    return host.equalsIgnoreCase(other.host) && port == other.port;
  }

  /** Returns host and port. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
