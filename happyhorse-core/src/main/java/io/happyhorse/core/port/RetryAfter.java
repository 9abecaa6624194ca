package io.happyhorse.core.port;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}, in seconds or as a date. */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d+");

  /** How many digits are read; more of them mean longer than anybody will wait. */
  private static final int LONGEST = 15;

  private static final Duration FOR_AGES = Duration.ofDays(365_000);

  private RetryAfter() {}

  /**
   * Returns the pause that is asked for.
   *
   * @param header its text; null if there is none
   * @param now when the answer was made, on the gateway's clock
   * @return the pause; null if there is none that can be read, or if it lies in the past
   */
  static @Nullable Duration read(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return text.length() <= LONGEST ? Duration.ofSeconds(Long.parseLong(text)) : FOR_AGES;
    }
    try {
      Duration pause =
          Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
      return pause.isNegative() ? null : pause;
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }
}
