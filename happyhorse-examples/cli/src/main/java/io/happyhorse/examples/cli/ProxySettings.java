package io.happyhorse.examples.cli;

import io.happyhorse.feign.FeignTaskQueryBuilder;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy from {@code --proxy} or, if the option is absent, from the environment, which is interpreted as by curl. {@code HTTP_PROXY}
 * in upper case is ignored, since in a CGI script a client can set it with the header {@code Proxy}.
 *
 * @param https the proxy for https; null for none
 * @param http the proxy for http; null for none
 * @param exceptions the hosts that need no proxy
 */
record ProxySettings(@Nullable ProxyServer https, @Nullable ProxyServer http, NoProxy exceptions) {
  /** While this property contains Basic, which is the default, the JDK sends no password with CONNECT. */
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  /** Allows the JDK to send a password to a proxy, unless the user has set the property. Must be called before the first HTTP client is built. */
  static void allowBasicAuthentication() {
    if (System.getProperty(DISABLED_SCHEMES) == null) {
      System.setProperty(DISABLED_SCHEMES, "");
    }
  }

  /**
   * Reads the settings.
   *
   * @param option the value of {@code --proxy}, which takes precedence over the environment; blank for no proxy, null if it was not given
   * @throws IllegalArgumentException if a value is invalid; the message shows it without the password
   */
  static ProxySettings of(@Nullable String option, Map<String, String> environment) {
    NoProxy exceptions = NoProxy.parse(first(environment, "no_proxy", "NO_PROXY"));
    if (option != null) {
      ProxyServer server = option.isBlank() ? null : ProxyServer.parse("--proxy", option.strip());
      return new ProxySettings(server, server, exceptions);
    }
    return new ProxySettings(
        server(environment, "https_proxy", "HTTPS_PROXY"),
        server(environment, "http_proxy"),
        exceptions);
  }

  private static @Nullable ProxyServer server(Map<String, String> environment, String... names) {
    String value = first(environment, names);
    return value.isEmpty() ? null : ProxyServer.parse(names[0], value);
  }

  private static String first(Map<String, String> environment, String... names) {
    return Stream.of(names)
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  /**
   * Sets the proxy of an adapter. Without a proxy, the JVM's setting remains.
   *
   * @throws IllegalArgumentException if two proxies have different passwords, since the adapter supports one
   */
  void applyTo(FeignTaskQueryBuilder gateway) {
    List<ProxyServer> servers = Stream.of(https, http).filter(Objects::nonNull).toList();
    if (servers.isEmpty()) {
      return;
    }
    ProxyServer one =
        servers.stream().filter(server -> server.user() != null).findFirst().orElse(servers.get(0));
    gateway.proxy(new Selector());
    if (one.user() != null) {
      requireSameCredentials(servers, one);
      gateway.proxyCredentials(one.user(), one.password());
    }
  }

  /** Prevents a password from being sent to another proxy than its own. */
  private static void requireSameCredentials(List<ProxyServer> servers, ProxyServer one) {
    for (ProxyServer server : servers) {
      boolean sameUser =
          Objects.equals(server.user(), one.user()) && server.password().equals(one.password());
      if (!sameUser && (server.user() != null || !server.isSameAs(one))) {
        throw new IllegalArgumentException(
            "The proxies " + one + " and " + server
                + " of https_proxy and http_proxy have different passwords: set one proxy with --proxy.");
      }
    }
  }

  private final class Selector extends ProxySelector {
    @Override
    public List<Proxy> select(@Nullable URI uri) {
      ProxyServer server = uri != null && "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
      return uri == null
              || server == null
              || exceptions.covers(String.valueOf(uri.getHost()), port(uri))
          ? List.of(Proxy.NO_PROXY)
          : List.of(server.proxy());
    }

    private static int port(URI uri) {
      if (uri.getPort() >= 0) {
        return uri.getPort();
      }
      return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    }

    /** Does nothing, since there is no alternative proxy. */
    @Override
    public void connectFailed(
        @Nullable URI uri, @Nullable SocketAddress address, @Nullable IOException error) {}
  }
}
