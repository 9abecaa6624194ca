package io.happyhorse.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handles bytes in a body that are not UTF-8, such as those of a prompt that was truncated within a character. They are tolerated only
 * inside the upstream's report ({@code data.data}).
 */
final class InvalidUtf8 {
  private static final char REPLACEMENT = '\uFFFD';

  /** The number of nested members {@code data} that lead from the root to the report. */
  private static final int REPORT = 2;

  private static final int ELSEWHERE = -1;

  private InvalidUtf8() {}

  /** Returns a body in which U+FFFD replaces all invalid bytes; null if there are none. ASCII characters are not affected. */
  static byte @Nullable [] replaced(byte[] body) {
    byte[] valid = new String(body, UTF_8).getBytes(UTF_8);
    return Arrays.equals(valid, body) ? null : valid;
  }

  /** Returns whether parsed JSON contains U+FFFD in the upstream's report only. */
  static boolean isOnlyInReport(@Nullable Object json) {
    return isIntact(json, 0);
  }

  private static boolean isIntact(@Nullable Object value, int path) {
    if (path == REPORT) {
      return true;
    }
    if (value instanceof Map<?, ?> object) {
      return object.entrySet().stream().allMatch(member -> {
        String name = String.valueOf(member.getKey());
        int below = path >= 0 && name.equals("data") ? path + 1 : ELSEWHERE;
        return isIntact(name, ELSEWHERE) && isIntact(member.getValue(), below);
      });
    }
    return value instanceof List<?> list
        ? list.stream().allMatch(element -> isIntact(element, ELSEWHERE))
        : !(value instanceof String text) || text.indexOf(REPLACEMENT) < 0;
  }
}
