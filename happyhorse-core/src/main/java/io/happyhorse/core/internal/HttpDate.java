package io.happyhorse.core.internal;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Parses the header {@code Date}. Thread-safe. */
public final class HttpDate {
  /** The last date parsed: all responses of one second have the same. */
  private static volatile @Nullable Parsed last;

  private record Parsed(String text, Instant instant) {}

  private HttpDate() {}

  /**
   * Parses a date in the form of RFC 1123.
   *
   * @param date the text; null if there is none
   * @return the instant; null if there is none or it cannot be parsed
   */
  public static @Nullable Instant parse(@Nullable String date) {
    if (date == null) {
      return null;
    }
    Parsed known = last;
    if (known != null && known.text().equals(date)) {
      return known.instant();
    }
    try {
      Instant instant = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      last = new Parsed(date, instant);
      return instant;
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }
}
