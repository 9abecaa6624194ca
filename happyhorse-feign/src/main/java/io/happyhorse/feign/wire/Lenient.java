package io.happyhorse.feign.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads single values that may be missing, null or of another type than expected. */
final class Lenient {
  private static final int LONGEST_NUMBER = 40;

  private Lenient() {}

  /** Returns the text of a string, number or boolean; null for all else. */
  static @Nullable String text(@Nullable JsonNode node) {
    return node != null && node.isValueNode() && !node.isNull() ? node.asString() : null;
  }

  /** Returns the text, or null if there is none or it is blank. */
  static @Nullable String word(@Nullable JsonNode node) {
    String text = text(node);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Returns the number, also if it stands in a string. */
  static @Nullable BigDecimal number(@Nullable JsonNode node) {
    String text = word(node);
    if (text == null || text.length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /** Returns the number if it is whole and fits. */
  static @Nullable Integer integer(@Nullable JsonNode node) {
    BigDecimal number = number(node);
    try {
      return number == null ? null : number.intValueExact();
    } catch (ArithmeticException broken) {
      return null;
    }
  }

  /** Returns Unix seconds, 0 for whatever is none. */
  static long seconds(@Nullable JsonNode node) {
    BigDecimal number = number(node);
    return number == null ? 0 : number.longValue();
  }

  /** Returns the member of an object, or null. */
  static @Nullable JsonNode member(@Nullable JsonNode node, String name) {
    return node == null ? null : node.get(name);
  }
}
