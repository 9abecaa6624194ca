package io.happyhorse.examples.dashboard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the page is served, and who may open it.
 *
 * @param bind the address to listen on
 * @param port the port; 0 for any free port
 * @param names the host names and addresses that browsers use for the page, besides {@code bind}
 * @param password the password of the page; null for none, which is allowed on a loopback address only
 * @param idleTimeout a browser that does not read for this long is disconnected
 */
record ServerSettings(
    String bind, int port, List<String> names, @Nullable String password, Duration idleTimeout) {
  private static final int MIN_PASSWORD_LENGTH = 12;
  private static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(15);

  /** Validates that a page that other machines can reach has a password and a host name. */
  ServerSettings {
    InetAddress address = address(bind);
    if (!address.isLoopbackAddress() && password == null) {
      throw new IllegalArgumentException("Other machines can reach " + bind
          + ": set a password with --password-file, or omit --bind.");
    }
    if (address.isAnyLocalAddress() && names.isEmpty()) {
      throw new IllegalArgumentException(bind
          + " stands for all addresses: state with --name the host name that browsers use, since"
          + " requests for other hosts are rejected.");
    }
    if (password != null && password.length() < MIN_PASSWORD_LENGTH) {
      throw new IllegalArgumentException(
          "The password must have " + MIN_PASSWORD_LENGTH + " characters or more, not "
              + password.length() + ": change it in the file of --password-file.");
    }
    names = List.copyOf(names);
  }

  static ServerSettings loopback(int port) {
    return new ServerSettings("127.0.0.1", port, List.of(), null, DEFAULT_IDLE_TIMEOUT);
  }

  static ServerSettings of(String bind, int port, List<String> names, @Nullable String password) {
    return new ServerSettings(bind, port, names, password, DEFAULT_IDLE_TIMEOUT);
  }

  private static InetAddress address(String bind) {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException(
          "'" + bind + "' is not an address of this machine: check --bind.", unknown);
    }
  }

  boolean isLoopback() {
    return address(bind).isLoopbackAddress();
  }

  /** Returns the host for the URL of the page. */
  String host() {
    String shown = isLoopback() || names.isEmpty() ? bind : names.get(0);
    return shown.indexOf(':') < 0 ? shown : "[" + shown + "]";
  }
}
