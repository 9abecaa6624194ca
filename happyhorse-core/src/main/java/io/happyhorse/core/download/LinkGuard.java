package io.happyhorse.core.download;

import io.happyhorse.core.task.ResultLink;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where a download may go. A link comes from outside, and a redirect from further outside: neither is to reach into the network
 * behind the caller's walls.
 *
 * @param gateway the gateway's own address, which is always allowed; null if there is none
 * @param allowsPrivate whether addresses of private networks are allowed
 */
record LinkGuard(@Nullable URI gateway, boolean allowsPrivate) {
  private static final int UNIQUE_LOCAL_MASK = 0xfe;
  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int IPV6_BYTES = 16;

  /** 100.64.0.0/10, which carriers share among customers. */
  private static final int CARRIER = 100;

  private static final int CARRIER_SECOND = 64;
  private static final int CARRIER_MASK = 0xc0;

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
    boolean uniqueLocal =
        bytes.length == IPV6_BYTES && (bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    boolean sharedByCarrier = bytes.length != IPV6_BYTES
        && bytes[0] == CARRIER
        && (bytes[1] & CARRIER_MASK) == CARRIER_SECOND;
    return uniqueLocal
        || sharedByCarrier
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress();
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
