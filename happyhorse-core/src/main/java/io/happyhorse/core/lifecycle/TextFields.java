package io.happyhorse.core.lifecycle;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields {@code key=value} behind the first word of a line. */
final class TextFields {
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> read = new HashSet<>();

  TextFields(String line) {
    String[] words = line.split(" ", -1);
    for (int at = 1; at < words.length; at++) {
      int sign = words[at].indexOf('=');
      String value = URLDecoder.decode(words[at].substring(sign + 1), StandardCharsets.UTF_8);
      if (sign < 1 || values.put(words[at].substring(0, sign), value) != null) {
        throw new IllegalArgumentException(
            "'" + words[at] + "' is not a field, or is there twice.");
      }
    }
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable
  String text(String key) {
    read.add(key);
    return values.get(key);
  }

  String textOr(String key, String otherwise) {
    String text = text(key);
    return text == null ? otherwise : text;
  }

  /** Returns a number, 0 or more; 0 if it is not there. */
  long number(String key) {
    long number = Long.parseLong(textOr(key, "0"));
    if (number < 0) {
      throw new IllegalArgumentException(key + " must be 0 or more.");
    }
    return number;
  }

  int count(String key) {
    return Math.toIntExact(number(key));
  }

  @Nullable
  Instant time(String key) {
    String text = text(key);
    return text == null ? null : Instant.parse(text);
  }

  Instant requiredTime(String key) {
    return Instant.parse(textOr(key, ""));
  }

  void requireAllRead() {
    if (!read.containsAll(values.keySet())) {
      throw new IllegalArgumentException("There is a field that is not known.");
    }
  }
}
