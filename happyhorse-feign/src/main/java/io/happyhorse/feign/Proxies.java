package io.happyhorse.feign;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Determines the proxy of a request as the JDK's client does: the first proxy that the selector returns, if it is an HTTP proxy.
 * Thread-safe if the selector is.
 */
final class Proxies {
  private final @Nullable ProxySelector selector;
  private final boolean refusesSocks;
  private final @Nullable ProxyCredentials credentials;

  /**
   * Creates the rule.
   *
   * @param given the caller's selector; null for the JVM's
   * @param credentials the credentials for the proxy; null for none
   */
  Proxies(@Nullable ProxySelector given, @Nullable ProxyCredentials credentials) {
    this.selector = given == null ? ProxySelector.getDefault() : given;
    this.refusesSocks = given != null;
    this.credentials = credentials;
  }

  @Nullable
  ProxySelector selector() {
    return selector;
  }

  /** Returns the header {@code Proxy-Authorization} for requests that go through a proxy; null if there is none. */
  @Nullable
  String authorization() {
    return credentials == null ? null : credentials.authorization();
  }

  /** Returns the text without the credentials. */
  String hiddenIn(String text) {
    return credentials == null ? text : credentials.hiddenIn(text);
  }

  /**
   * Returns the proxy for a URI.
   *
   * @return its address; null for a direct connection
   * @throws IOException if the caller's selector returns a SOCKS proxy, which the JDK's client would ignore to connect directly
   */
  @Nullable
  InetSocketAddress proxyFor(URI uri) throws IOException {
    Proxy proxy = first(uri);
    if (refusesSocks && proxy.type() == Proxy.Type.SOCKS) {
      throw new IOException("a SOCKS proxy cannot be used: set an HTTP proxy");
    }
    return proxy.type() == Proxy.Type.HTTP ? (InetSocketAddress) proxy.address() : null;
  }

  /** Returns host and port of the proxy for a URI; null for a direct connection. */
  @Nullable
  String nameFor(URI uri) {
    Proxy proxy = first(uri);
    return proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : null;
  }

  /**
   * Validates the proxy for a URI before the first request.
   *
   * @throws IllegalArgumentException if it cannot be used
   */
  void check(URI uri) {
    try {
      InetSocketAddress unused = proxyFor(uri);
    } catch (IOException unusable) {
      throw new IllegalArgumentException(
          "The proxy for " + uri + " is unusable: " + unusable.getMessage() + ".", unusable);
    }
  }

  private Proxy first(URI uri) {
    List<Proxy> named = selector == null ? List.of() : selector.select(uri);
    return named.isEmpty() ? Proxy.NO_PROXY : named.get(0);
  }
}
