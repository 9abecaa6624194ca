package io.happyhorse.core.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes requests as compact JSON, in the order of their members. */
final class RequestJson {
  private static final Set<Class<?>> NUMBERS = Set.of(
      Integer.class, Long.class, Short.class, Byte.class, BigInteger.class, BigDecimal.class);

  private RequestJson() {}

  /** Returns an unmodifiable copy of a value that JSON can represent. */
  static Object copy(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, element) -> copy.put(String.valueOf(key), copy(name, element)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> copy(name, element)).toList();
    }
    if (value != null && (value instanceof String || value instanceof Boolean || isNumber(value))) {
      return value;
    }
    throw new IllegalArgumentException("The parameter '" + name
        + "' must be a string, a finite number, a boolean, or a list or map of such.");
  }

  /**
   * Returns whether a value is a number of a supported type. Other types, such as {@code AtomicInteger}, are mutable or have no JSON
   * form.
   */
  private static boolean isNumber(Object value) {
    boolean isFloating = value instanceof Double || value instanceof Float;
    return isFloating
        ? Double.isFinite(((Number) value).doubleValue())
        : NUMBERS.contains(value.getClass());
  }

  static String write(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(member -> quoted(String.valueOf(member.getKey())) + ":" + write(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(RequestJson::write).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof String text ? quoted(text) : value.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform supports SHA-256
      throw new IllegalStateException(impossible);
    }
  }
}
