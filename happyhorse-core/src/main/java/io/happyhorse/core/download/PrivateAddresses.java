package io.happyhorse.core.download;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The addresses of private networks, by their bits. */
final class PrivateAddresses {
  private static final int IPV6_BYTES = 16;

  private PrivateAddresses() {}

  /** Returns whether an address is in 198.18.0.0/15, to which some local proxies resolve every name. */
  static boolean isFakeIp(byte[] bytes) {
    return bytes.length < IPV6_BYTES && (bytes[0] & 0xff) == 198 && (bytes[1] & 0xfe) == 18;
  }

  /** Returns whether an address is in a private network, except for loopback addresses. */
  static boolean contains(InetAddress address) {
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
      return inner.isLoopbackAddress() || contains(inner);
    } catch (UnknownHostException impossible) {
      return true;
    }
  }
}
