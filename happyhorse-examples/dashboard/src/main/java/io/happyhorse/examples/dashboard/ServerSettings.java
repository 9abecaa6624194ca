package io.happyhorse.examples.dashboard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the page is served, and to whom.
 *
 * @param bind the address to listen on
 * @param port the port, 0 for any that is free
 * @param names the names and addresses under which the page may be reached, beside {@code bind}
 * @param password the password of the page; null for none, which only loopback allows
 * @param slowest how long a browser may leave what was sent unread before its connection is closed
 */
record ServerSettings(
    String bind, int port, List<String> names, @Nullable String password, Duration slowest) {
  private static final int SHORTEST_PASSWORD = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Checks that a page which other machines can reach has a password and a name. */
  ServerSettings {
    InetAddress address = address(bind);
    if (!address.isLoopbackAddress() && password == null) {
      throw new IllegalArgumentException("Other machines can reach " + bind
          + ": set a password with --password-file, or leave --bind out.");
    }
    if (address.isAnyLocalAddress() && names.isEmpty()) {
      throw new IllegalArgumentException(
          "State with --name under which name browsers reach this machine, since requests for any"
              + " other name are refused.");
    }
    if (password != null && password.length() < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException(
          "The password must have " + SHORTEST_PASSWORD + " characters or more.");
    }
    names = List.copyOf(names);
  }

  static ServerSettings loopback(int port) {
    return new ServerSettings("127.0.0.1", port, List.of(), null, PATIENCE);
  }

  static ServerSettings of(String bind, int port, List<String> names, @Nullable String password) {
    return new ServerSettings(bind, port, names, password, PATIENCE);
  }

  private static InetAddress address(String bind) {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException unknown) {
      throw new IllegalArgumentException(
          "'" + bind + "' is no address of this machine: check --bind.", unknown);
    }
  }

  boolean isLoopback() {
    return address(bind).isLoopbackAddress();
  }

  /** Returns the host as an address bar shows it. */
  String host() {
    String shown = isLoopback() || names.isEmpty() ? bind : names.get(0);
    return shown.indexOf(':') < 0 ? shown : "[" + shown + "]";
  }
}
