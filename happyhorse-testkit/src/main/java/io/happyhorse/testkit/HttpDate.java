package io.happyhorse.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes instants as HTTP headers do. */
final class HttpDate {
  private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
          "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  static String of(Instant instant) {
    return IMF_FIXDATE.format(instant);
  }
}
