package io.happyhorse.examples.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that need no proxy, from {@code no_proxy}: names separated by commas or blanks. A name, with or without a leading dot,
 * also matches its subdomains; {@code *} matches all hosts. A name with a port, such as {@code host:8080}, matches that port only. A
 * {@link Subnet} matches the addresses in it.
 *
 * @param entries the names in lower case, without leading dots and brackets
 */
record NoProxy(List<Entry> entries) {
  static final NoProxy NONE = new NoProxy(List.of());

  /** A host name or an IPv6 address, the latter in brackets if a port follows. */
  private static final Pattern ENTRY =
      Pattern.compile("(?:\\*?\\.)?(?:\\[([^\\]]*)]|([^:]*))(?::(\\d{1,5}))?");

  /** A name or a range of addresses, and the port that it is limited to; 0 for all ports. */
  record Entry(String name, @Nullable Subnet subnet, int port) {
    private boolean covers(String host, int requested) {
      return (port == 0 || port == requested) && covers(host);
    }

    private boolean covers(String host) {
      return subnet == null
          ? name.equals("*") || host.equals(name) || host.endsWith("." + name)
          : subnet.contains(host);
    }
  }

  /** Reads the value of {@code no_proxy}. */
  static NoProxy parse(String list) {
    return new NoProxy(Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
        .map(NoProxy::entry)
        .filter(entry -> !entry.name().isEmpty())
        .toList());
  }

  private static Entry entry(String text) {
    Matcher parts = ENTRY.matcher(text);
    if (isBareIpv6(text) || !parts.matches()) {
      return new Entry(text, Subnet.parse(text), 0);
    }
    String name = parts.group(1) == null ? parts.group(2) : parts.group(1);
    int port = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
    return new Entry(name, Subnet.parse(name), port);
  }

  /** Returns whether a text has several colons and no brackets: none of them separates a port. */
  private static boolean isBareIpv6(String text) {
    return !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
  }

  /** Returns whether a host, which may be an IPv6 address in brackets, needs no proxy at a port. */
  boolean covers(String host, int port) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    return entries.stream().anyMatch(entry -> entry.covers(name, port));
  }
}
