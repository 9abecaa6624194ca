package io.happyhorse.core.task;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** Validates the optional parameters of a request against the vendor's documented values. */
final class ParameterRules {
  private static final List<String> RESOLUTIONS = List.of("720P", "1080P");
  private static final List<String> RATIOS = List.of("16:9", "9:16", "1:1", "4:3", "3:4");
  private static final Duration SHORTEST = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Set<String> INPUTS =
      Set.of("prompt", "image", "images", "input", "parameters");

  private ParameterRules() {}

  static String resolution(String value) {
    return oneOf(RESOLUTIONS, "resolution", value);
  }

  static String ratio(String value) {
    return oneOf(RATIOS, "ratio", value);
  }

  private static String oneOf(List<String> known, String name, String value) {
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "'" + Redactor.line(value) + "' is not a known " + name + ": use "
              + String.join(", ", known) + ", or with(\"" + name
              + "\", ..) for a value that the vendor has added.");
    }
    return value;
  }

  /** Returns the length of a video in seconds. */
  static int wholeSeconds(Duration value) {
    boolean whole = value.equals(value.truncatedTo(ChronoUnit.SECONDS));
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0 || !whole) {
      throw new IllegalArgumentException(
          "A video cannot have a length of " + text(value)
              + " s: use 3 to 15 whole seconds, or with(\"duration\", ..) for a value that the vendor has added.");
    }
    return (int) value.toSeconds();
  }

  /** Returns a duration in seconds as text, even if its milliseconds exceed the range of {@code long}. */
  private static String text(Duration value) {
    return BigDecimal.valueOf(value.getSeconds())
        .add(BigDecimal.valueOf(value.getNano(), 9))
        .stripTrailingZeros()
        .toPlainString();
  }

  static int seed(int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "A seed cannot be " + value + ": use 0 to " + Integer.MAX_VALUE + ".");
    }
    return value;
  }

  /** Rejects the names of the members of a body that are not optional parameters. */
  static void requireNoInput(String name) {
    if (name.isBlank() || INPUTS.contains(name)) {
      throw new IllegalArgumentException(
          "The parameter '" + name
              + "' cannot be set by this method: pass prompt, images and videos when you create the request.");
    }
  }
}
