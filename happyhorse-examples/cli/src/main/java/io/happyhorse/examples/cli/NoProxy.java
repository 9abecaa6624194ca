package io.happyhorse.examples.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that need no proxy, from {@code no_proxy}: names separated by commas or blanks. A name, with or without a leading dot,
 * also matches its subdomains; {@code *} matches all hosts.
 *
 * @param names the names in lower case, without leading dots
 */
record NoProxy(List<String> names) {
  static final NoProxy NONE = new NoProxy(List.of());

  static NoProxy parse(String list) {
    return new NoProxy(Arrays.stream(list.split("[,\\s]+", -1))
        .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
        .filter(name -> !name.isEmpty())
        .toList());
  }

  boolean covers(String host) {
    String asked = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    return names.stream()
        .map(name -> name.replaceAll("^\\[|]$", ""))
        .anyMatch(name -> name.equals("*") || asked.equals(name) || asked.endsWith("." + name));
  }
}
