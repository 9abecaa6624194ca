package io.happyhorse.core.wire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON value that may be missing, null or of another type than expected.
 *
 * @param value a map, list, string, number or boolean, or a supplier of one; null if the value is null or missing
 */
record Json(@Nullable Object value) {
  static final Json MISSING = new Json(null);

  private static final int LONGEST_NUMBER = 40;

  @Override
  public @Nullable Object value() {
    return value instanceof Supplier<?> deferred ? deferred.get() : value;
  }

  /** Returns the value, parsed if its parsing was deferred. */
  Json resolved() {
    return value instanceof Supplier ? new Json(value()) : this;
  }

  /** Returns the member of an object; a missing value if there is none. */
  Json member(String name) {
    return value() instanceof Map<?, ?> object ? new Json(object.get(name)) : MISSING;
  }

  /** Returns the member with a name in any case; a missing value if there is none. */
  Json anyCase(String name) {
    Json exact = member(name);
    if (exact.value != null || !(value() instanceof Map<?, ?> object)) {
      return exact;
    }
    return object.entrySet().stream()
        .filter(member -> name.equalsIgnoreCase(String.valueOf(member.getKey())))
        .findFirst()
        .map(member -> new Json(member.getValue()))
        .orElse(MISSING);
  }

  boolean isObject() {
    return value() instanceof Map;
  }

  /** Returns whether the value is an object, a list with elements, or a text that is not blank. */
  boolean hasContent() {
    return isObject() || word() != null || !elements().isEmpty();
  }

  /** Returns the elements of a list; none if it is not a list. */
  List<Json> elements() {
    return value() instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
  }

  /** Returns the text of a string, number or boolean; null for other values. */
  @Nullable
  String text() {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value.toString()
        : null;
  }

  /** Returns the text, or null if there is none or it is blank. */
  @Nullable
  String word() {
    String text = text();
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Returns the number, also if it is written as a string. */
  @Nullable
  BigDecimal number() {
    if (value instanceof Long whole) {
      return BigDecimal.valueOf(whole);
    }
    String word = word();
    if (word == null || word.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      return new BigDecimal(word);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /** Returns the number if it is an integer in range. */
  @Nullable
  Integer integer() {
    BigDecimal number = number();
    try {
      return number == null ? null : number.intValueExact();
    } catch (ArithmeticException broken) {
      return null;
    }
  }

  /** Returns a Unix time; 0 if there is none. */
  long unixTime() {
    if (value instanceof Long whole) {
      return whole;
    }
    BigDecimal number = number();
    return number == null ? 0 : number.longValue();
  }

  /** Returns the value as compact JSON; an empty text if it is missing or null. */
  String asJson() {
    return value == null ? "" : written(value);
  }

  private static String written(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return object.entrySet().stream()
          .map(
              member -> written(String.valueOf(member.getKey())) + ":" + written(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Json::written).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append((char) c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
      } else {
        quoted.append((char) c);
      }
    });
    return quoted.append('"').toString();
  }
}
