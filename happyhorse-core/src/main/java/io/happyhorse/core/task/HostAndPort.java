package io.happyhorse.core.task;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host and the port of a URL. {@link URI#getHost()} returns null for a host name with an underscore, as some storage hosts have.
 *
 * @param host the host name or address
 * @param port the port; -1 if the URL contains none
 */
record HostAndPort(String host, int port) {
  private static final Pattern WITH_UNDERSCORE =
      Pattern.compile("([A-Za-z0-9._-]*_[A-Za-z0-9._-]*)(?::([0-9]{1,5}))?");

  /** Returns the host and the port; null if there is no host. */
  static @Nullable HostAndPort of(URI uri) {
    if (uri.getHost() != null) {
      return new HostAndPort(uri.getHost(), uri.getPort());
    }
    String authority = uri.getRawAuthority();
    Matcher matcher = WITH_UNDERSCORE.matcher(authority == null ? "" : authority);
    if (!matcher.matches()) {
      return null;
    }
    String port = matcher.group(2);
    return new HostAndPort(matcher.group(1), port == null ? -1 : Integer.parseInt(port));
  }
}
