package io.happyhorse.core.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After}: seconds, also with a decimal fraction, or a date. */
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("(\\d+)(?:\\.\\d*)?");

  /** How many digits before the point are read; more of them mean longer than any caller waits. */
  private static final int LONGEST = 15;

  private static final int NANO_DIGITS = 9;
  private static final Duration FOR_AGES = Duration.ofDays(365_000);

  /** The three forms of a date that HTTP knows; the latter two are obsolete, but have to be read. */
  private static final List<DateTimeFormatter> DATES = List.of(
      DateTimeFormatter.RFC_1123_DATE_TIME,
      DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.US),
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /**
   * Returns the pause that is asked for, never a shorter one.
   *
   * @param header its text; null if there is none
   * @param now when the response was made, on the server's clock
   * @return the pause; null if there is none that can be read, or if it lies in the past
   */
  public static @Nullable Duration read(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return seconds(text);
    }
    for (DateTimeFormatter form : DATES) {
      Instant date = date(text, form);
      if (date != null) {
        return date.isBefore(now) ? null : Duration.between(now, date);
      }
    }
    return null;
  }

  private static @Nullable Instant date(String text, DateTimeFormatter form) {
    try {
      return form.parse(text, Instant::from);
    } catch (DateTimeParseException ofAnotherForm) {
      return null;
    }
  }

  private static Duration seconds(String text) {
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    if (whole.length() > LONGEST) {
      return FOR_AGES;
    }
    String fraction = point < 0 ? "" : text.substring(point + 1);
    Duration read = Duration.ofSeconds(Long.parseLong(whole));
    return fraction.isEmpty() ? read : read.plusNanos(nanos(fraction));
  }

  /** Returns a decimal fraction of a second in nanoseconds, rounded up. */
  private static long nanos(String fraction) {
    return new BigDecimal("0." + fraction)
        .movePointRight(NANO_DIGITS)
        .setScale(0, RoundingMode.UP)
        .longValueExact();
  }
}
