package io.happyhorse.examples.cli;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of IP addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
record Subnet(BigInteger prefix, int prefixBits, int addressBits) {
  private static final Pattern RANGE = Pattern.compile("([^/]+)/(\\d{1,3})");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

  /** Parses a range. Returns null if the text is not a range. */
  static @Nullable Subnet parse(String text) {
    Matcher range = RANGE.matcher(text);
    byte[] address = range.matches() ? address(range.group(1)) : null;
    if (address == null) {
      return null;
    }
    int bits = Integer.parseInt(range.group(2));
    int all = address.length * Byte.SIZE;
    return bits > all ? null : new Subnet(beginning(address, bits), bits, all);
  }

  /** Returns whether a host is an address literal in this range. Names are not resolved. */
  boolean contains(String host) {
    byte[] address = address(host);
    return address != null
        && address.length * Byte.SIZE == addressBits
        && beginning(address, prefixBits).equals(prefix);
  }

  private static BigInteger beginning(byte[] address, int bits) {
    return new BigInteger(1, address).shiftRight(address.length * Byte.SIZE - bits);
  }

  /** Returns the address if the text is an address literal; null if it is a name, which is not resolved. */
  private static byte @Nullable [] address(String text) {
    if (!IPV4.matcher(text).matches() && text.indexOf(':') < 0) {
      return null;
    }
    try {
      return InetAddress.getByName(text.indexOf(':') < 0 ? text : "[" + text + "]")
          .getAddress();
    } catch (UnknownHostException noLiteral) {
      return null;
    }
  }
}
