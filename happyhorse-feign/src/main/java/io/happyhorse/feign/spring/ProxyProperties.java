package io.happyhorse.feign.spring;

import io.happyhorse.feign.FeignTaskQueryBuilder;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code happyhorse.proxy.*}. A blank host or user name counts as not set. Without a host, the JVM's proxy settings apply.
 *
 * @param host the host of the HTTP proxy
 * @param port the port of the HTTP proxy, 1 to 65535
 * @param username the user name for the proxy, without a colon
 * @param password the password for the proxy. A secret
 */
public record ProxyProperties(
    @Nullable String host,
    @DefaultValue("8080") int port,
    @Nullable String username,
    @Nullable String password) {
  private static final String PORT = "happyhorse.proxy.port";
  private static final int HIGHEST_PORT = 65_535;

  /** Validates the port and the credentials. */
  public ProxyProperties {
    host = HappyHorseProperties.ifSet(host);
    username = HappyHorseProperties.ifSet(username);
    if (port < 1 || port > HIGHEST_PORT) {
      throw new InvalidPropertyException(PORT, "Use 1 to " + HIGHEST_PORT + ", not " + port + ".");
    }
    if (username != null && password == null) {
      throw new InvalidPropertyException(
          "happyhorse.proxy.username", "Set happyhorse.proxy.password, too.");
    }
    String user = username;
    String secret = password;
    if (user != null && secret != null) {
      InvalidPropertyException.check(
          "happyhorse.proxy.username",
          () -> HappyHorseProperties.unused().proxyCredentials(user, secret));
    }
  }

  void applyTo(FeignTaskQueryBuilder builder) {
    if (host != null) {
      builder.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(host, port)));
    }
    if (username != null && password != null) {
      builder.proxyCredentials(username, password);
    }
  }

  /** Returns the address, without the credentials. */
  @Override
  public String toString() {
    return host == null ? "none" : host + ":" + port;
  }
}
