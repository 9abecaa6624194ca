package io.happyhorse.core.download;

import io.happyhorse.core.internal.DurationText;
import io.happyhorse.core.internal.TimedLookup;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which hosts a download may connect to. Links and redirects are untrusted input: neither may lead into the caller's
 * private network. A name is resolved here and again by the request, so this does not protect against DNS rebinding.
 *
 * @param source provides the gateway's own origin, which is always allowed, and whether a proxy is used
 * @param allowsPrivate whether addresses of private networks are allowed
 * @param names resolves host names
 * @param limit the maximum time a lookup may take
 */
record DestinationPolicy(
    VideoSourcePort source,
    boolean allowsPrivate,
    TimedLookup<List<InetAddress>> names,
    Duration limit) {
  /** An address literal. Unlike a name, it is in brackets or ends with a number, possibly hexadecimal. */
  private static final Pattern LITERAL =
      Pattern.compile("\\[.*]|(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)");

  /**
   * Returns the reason why a link is not allowed, as half a sentence; null if it is allowed.
   *
   * @throws IOException if the name was not resolved in time, or the calling thread was interrupted
   */
  @Nullable
  String objection(ResultLink link) throws IOException {
    URI target = link.origin();
    boolean isLiteral = isLiteral(link.host());
    URI gateway = source.origin();
    if (allowsPrivate
        || target.equals(gateway)
        || (!isLiteral && source.usesProxy(target))) { // the proxy resolves the name
      return null;
    }
    for (InetAddress address : addresses(link.host())) {
      boolean isFakeIp = !isLiteral && PrivateAddresses.isFakeIp(address.getAddress());
      boolean refused = address.isLoopbackAddress()
          ? !isOnThisMachine(gateway)
          : PrivateAddresses.contains(address) && !isFakeIp;
      if (refused) {
        return "its address, " + target + ", is in a private network, which must be allowed first";
      }
    }
    return null;
  }

  /** Returns the reason why a redirect is not allowed, as half a sentence; null if it is allowed. */
  static @Nullable String objection(ResultLink from, @Nullable ResultLink to) {
    if (to == null) {
      return "it redirects to a URL that is neither http nor https";
    }
    boolean downgrades =
        from.origin().getScheme().equals("https") && to.origin().getScheme().equals("http");
    return downgrades ? "it redirects from https to http, " + to.origin() : null;
  }

  private static boolean isLiteral(String host) {
    return LITERAL.matcher(host).matches();
  }

  private boolean isOnThisMachine(@Nullable URI gateway) throws IOException {
    if (gateway == null || gateway.getHost() == null) {
      return false;
    }
    List<InetAddress> addresses = addresses(gateway.getHost());
    return !addresses.isEmpty() && addresses.get(0).isLoopbackAddress();
  }

  /** Returns a lookup of host names: {@code InetAddress} has no timeout and ignores interrupts. */
  static TimedLookup<List<InetAddress>> resolver() {
    return new TimedLookup<>("happyhorse-lookup", host -> List.of(InetAddress.getAllByName(host)));
  }

  /** Returns the addresses of a host; an empty list if its name cannot be resolved, which the request will report. */
  private List<InetAddress> addresses(String host) throws IOException {
    try {
      List<InetAddress> found = names.find(host, limit);
      return found == null ? List.of() : found;
    } catch (TimeoutException slow) {
      throw new SocketTimeoutException(
          "the host name " + host + " was not resolved within " + DurationText.of(limit));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
