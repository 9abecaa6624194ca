package io.happyhorse.examples.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations: {@code 200ms}, {@code 15s}, {@code 10m}, {@code 2h}, or as ISO 8601. */
final class Durations implements ITypeConverter<Duration> {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  @Override
  public Duration convert(String text) {
    Duration duration = read(text.strip());
    if (duration.isZero() || duration.isNegative()) {
      throw new TypeConversionException("'" + text + "' must be more than zero");
    }
    return duration;
  }

  private static Duration read(String text) {
    Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        default -> Duration.ofHours(number);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException noDuration) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration: use 200ms, 15s, 10m, 2h or ISO 8601 such as PT1M30S");
    }
  }
}
