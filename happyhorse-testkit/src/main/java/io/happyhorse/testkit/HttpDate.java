package io.happyhorse.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats instants as HTTP dates. */
final class HttpDate {
  private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
          "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);

  /** The last formatted date, which is the same for all responses of one second. */
  private static volatile @Nullable Written lastWritten;

  private record Written(long second, String text) {}

  private HttpDate() {}

  static String of(Instant instant) {
    Written last = lastWritten;
    if (last == null || last.second() != instant.getEpochSecond()) {
      last = new Written(instant.getEpochSecond(), IMF_FIXDATE.format(instant));
      lastWritten = last;
    }
    return last.text();
  }
}
