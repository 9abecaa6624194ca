package io.happyhorse.testkit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON as the gateway's encoder does: compact, keys in the order given, and {@code &}, {@code <}, {@code >} escaped. */
final class GoJsonWriter {
  private static final int USUAL_LENGTH = 2_048;

  private GoJsonWriter() {}

  static String write(Map<String, ? extends @Nullable Object> object) {
    StringBuilder text = new StringBuilder(USUAL_LENGTH);
    append(text, object);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      appendObject(text, object);
    } else if (value instanceof List<?> list) {
      appendList(text, list);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      appendString(text, value.toString());
    }
  }

  private static void appendObject(StringBuilder text, Map<?, ?> object) {
    text.append('{');
    String separator = "";
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      text.append(separator);
      appendString(text, String.valueOf(entry.getKey()));
      text.append(':');
      append(text, entry.getValue());
      separator = ",";
    }
    text.append('}');
  }

  private static void appendList(StringBuilder text, List<?> list) {
    text.append('[');
    String separator = "";
    for (Object value : list) {
      text.append(separator);
      append(text, value);
      separator = ",";
    }
    text.append(']');
  }

  private static void appendString(StringBuilder text, String value) {
    text.append('"');
    int plainSince = 0;
    for (int i = 0; i < value.length(); i++) {
      if (isEscaped(value.charAt(i))) {
        text.append(value, plainSince, i);
        appendEscaped(text, value.charAt(i));
        plainSince = i + 1;
      }
    }
    text.append(value, plainSince, value.length()).append('"');
  }

  private static boolean isEscaped(char c) {
    return switch (c) {
      case '"', '\\', '&', '<', '>', '\u2028', '\u2029' -> true;
      default -> c < ' ';
    };
  }

  private static void appendEscaped(StringBuilder text, char c) {
    switch (c) {
      case '"', '\\' -> text.append('\\').append(c);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> appendEscape(text, c);
    }
  }

  private static void appendEscape(StringBuilder text, char c) {
    text.append("\\u").append(Character.forDigit(c >> 12, 16));
    for (int shift = 8; shift >= 0; shift -= 4) {
      text.append(Character.forDigit(c >> shift & 0xf, 16));
    }
  }
}
