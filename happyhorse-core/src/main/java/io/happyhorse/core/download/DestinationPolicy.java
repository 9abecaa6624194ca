package io.happyhorse.core.download;

import io.happyhorse.core.internal.TimedLookup;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
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
  private static final int IPV6_BYTES = 16;

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
      boolean isFakeIp = !isLiteral && isFakeIp(address.getAddress());
      boolean refused =
          address.isLoopbackAddress() ? !isOnThisMachine(gateway) : isPrivate(address) && !isFakeIp;
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
          "the host name " + host + " was not resolved within " + limit.toMillis() + " ms");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Returns whether an address is in 198.18.0.0/15, to which some local proxies resolve every name. */
  private static boolean isFakeIp(byte[] bytes) {
    return bytes.length < IPV6_BYTES && (bytes[0] & 0xff) == 198 && (bytes[1] & 0xfe) == 18;
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || (bytes.length == IPV6_BYTES ? isPrivateIpv6(bytes) : isPrivateIpv4(bytes));
  }

  /**
   * Returns whether an address is in a range that the JDK has no method for: this network, carrier-grade NAT, benchmarks,
   * protocols, broadcast.
   */
  private static boolean isPrivateIpv4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first == 0
        || first == 255
        || (first == 100 && (second & 0xc0) == 64)
        || isFakeIp(bytes)
        || (first == 192 && second == 0 && bytes[2] == 0);
  }

  /** Returns whether an address is unique local or embeds a private IPv4 address: in obsolete forms, NAT64 or 6to4. */
  private static boolean isPrivateIpv6(byte[] bytes) {
    int first = ((bytes[0] & 0xff) << Byte.SIZE) | (bytes[1] & 0xff);
    boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    if (uniqueLocal || first != 0x2002) {
      return uniqueLocal || ((first == 0 || first == 0x64) && isInner(bytes, 12));
    }
    return isInner(bytes, 2);
  }

  /** Returns whether the IPv4 address at an offset of another address is in a private network or belongs to this machine. */
  private static boolean isInner(byte[] bytes, int from) {
    try {
      InetAddress inner = InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
      return inner.isLoopbackAddress() || isPrivate(inner);
    } catch (UnknownHostException impossible) {
      return true;
    }
  }
}
