package io.happyhorse.core.task;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes requests as compact JSON, in the order of their members. */
final class RequestJson {
  static final String MODEL = "happyhorse-1.0-";

  private RequestJson() {}

  /** Returns an unmodifiable copy of a value that JSON can hold. */
  static Object copy(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, element) -> copy.put(String.valueOf(key), copy(name, element)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> copy(name, element)).toList();
    }
    boolean finite = !(value instanceof Double || value instanceof Float)
        || Double.isFinite(((Number) value).doubleValue());
    if ((value instanceof String || value instanceof Boolean || value instanceof Number)
        && finite) {
      return value;
    }
    throw new IllegalArgumentException("The parameter '" + name
        + "' must be a string, a finite number, a boolean, or a list or map of such.");
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
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns a request as it may be shown. */
  static String describe(VideoRequest request, String... urls) {
    String hosts = Stream.of(urls)
        .map(url -> ", " + URI.create(url).getRawAuthority() + "/...")
        .collect(Collectors.joining());
    return request.mode() + "[prompt of " + request.prompt().codePoints().count() + " characters"
        + hosts + ", " + request.settings() + "]";
  }
}
