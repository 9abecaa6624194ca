package io.happyhorse.core.download;

import io.happyhorse.core.task.ResultLink;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a download may go. A link comes from outside, and a redirect from further outside: neither is to reach into the network
 * behind the caller's walls.
 *
 * @param gateway the gateway's own address, which is always allowed; null if there is none
 * @param allowsPrivate whether addresses of private networks are allowed
 */
record LinkGuard(@Nullable URI gateway, boolean allowsPrivate) {
  private static final int IPV6_BYTES = 16;

  /** Returns what is wrong with going there, as half a sentence; null if nothing is. */
  @Nullable
  String objection(ResultLink link) {
    URI target = link.origin();
    if (allowsPrivate || target.equals(gateway)) {
      return null;
    }
    boolean loopbackToo = gateway != null && isLoopback(gateway.getHost());
    for (InetAddress address : addresses(target.getHost())) {
      boolean refused = address.isLoopbackAddress() ? !loopbackToo : isPrivate(address);
      if (refused) {
        return "its address, " + target
            + ", is one of a private network, which must be allowed first";
      }
    }
    return null;
  }

  /** Returns what is wrong with being led from one place to another, as half a sentence; null if nothing is. */
  static @Nullable String objection(ResultLink from, @Nullable ResultLink to) {
    if (to == null) {
      return "it redirects to what is no http or https URL";
    }
    boolean downgrades =
        from.origin().getScheme().equals("https") && to.origin().getScheme().equals("http");
    return downgrades ? "it redirects from https to http, " + to.origin() : null;
  }

  private static boolean isLoopback(String host) {
    InetAddress[] addresses = addresses(host);
    return addresses.length > 0 && addresses[0].isLoopbackAddress();
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || (bytes.length == IPV6_BYTES ? isPrivateIpv6(bytes) : isPrivateIpv4(bytes));
  }

  /** Tells of what the JDK does not know: this network, shared by carriers, for benchmarks, for protocols, for all. */
  private static boolean isPrivateIpv4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first == 0
        || first == 255
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 198 && (second & 0xfe) == 18)
        || (first == 192 && second == 0 && bytes[2] == 0);
  }

  /** Tells of unique local addresses, and of those that have one of IPv4 in them: of old forms, NAT64 and 6to4. */
  private static boolean isPrivateIpv6(byte[] bytes) {
    int first = ((bytes[0] & 0xff) << Byte.SIZE) | (bytes[1] & 0xff);
    boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    if (uniqueLocal || first != 0x2002) {
      return uniqueLocal || ((first == 0 || first == 0x64) && isInner(bytes, 12));
    }
    return isInner(bytes, 2);
  }

  /** Tells whether the address of IPv4 at a place of another is one of a private network or of this machine. */
  private static boolean isInner(byte[] bytes, int from) {
    try {
      InetAddress inner = InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
      return inner.isLoopbackAddress() || isPrivate(inner);
    } catch (UnknownHostException impossible) {
      return true;
    }
  }

  /** Returns the addresses of a host; none if it has no name that is known, which the request will find out. */
  private static InetAddress[] addresses(String host) {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException unknown) {
      return new InetAddress[0];
    }
  }
}
