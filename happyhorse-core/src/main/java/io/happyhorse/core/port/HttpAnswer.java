package io.happyhorse.core.port;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer of the gateway, as far as it matters, for adapters.
 *
 * @param status the HTTP status
 * @param contentType the header {@code Content-Type}; empty if there was none
 * @param requestId the header {@code X-Oneapi-Request-Id}; null if there was none
 * @param retryAfter the header {@code Retry-After}; null if there was none
 * @param date the header {@code Date}; null if there was none that can be read
 * @param body the body; of one that is longer than {@link #MAX_BODY}, any part that is, too
 */
@SuppressWarnings("ArrayRecordComponent") // answers are never compared
public record HttpAnswer(
    int status,
    String contentType,
    @Nullable String requestId,
    @Nullable String retryAfter,
    @Nullable Instant date,
    byte[] body) {
  /** The longest body that counts, in bytes: 1 MiB. One about a task has a few kilobytes. */
  public static final int MAX_BODY = 1 << 20;

  /** The date that was read last: all answers of a second have the same. */
  private static volatile @Nullable ReadDate lastRead;

  private record ReadDate(String text, Instant instant) {}

  /**
   * Takes an answer.
   *
   * @param status the HTTP status
   * @param header gives the first value of a header, whatever the case of its name, or null
   * @param body the body; of a longer one than {@link #MAX_BODY}, at least one byte more than that
   * @return the answer
   */
  public static HttpAnswer of(int status, Function<String, @Nullable String> header, byte[] body) {
    String contentType = header.apply("Content-Type");
    return new HttpAnswer(
        status,
        contentType == null ? "" : contentType,
        header.apply("X-Oneapi-Request-Id"),
        header.apply("Retry-After"),
        instant(header.apply("Date")),
        body);
  }

  static @Nullable Instant instant(@Nullable String date) {
    if (date == null) {
      return null;
    }
    ReadDate last = lastRead;
    if (last != null && last.text().equals(date)) {
      return last.instant();
    }
    try {
      Instant instant = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      lastRead = new ReadDate(date, instant);
      return instant;
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }

  boolean isTooLong() {
    return body.length > MAX_BODY;
  }

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  boolean isBlank() {
    return firstVisible() == 0;
  }

  boolean isWebPage() {
    return contentType.toLowerCase(Locale.ROOT).contains("html") || firstVisible() == '<';
  }

  /** Tells whether the body begins as gzip does. */
  boolean isCompressed() {
    return body.length > 1 && body[0] == 0x1f && body[1] == (byte) 0x8b;
  }

  /** Tells whether the body may be UTF-8: JSON in UTF-16 or UTF-32 begins with a zero or with a mark of the order of bytes. */
  boolean isUtf8() {
    for (int i = 0; i < Math.min(2, body.length); i++) {
      if (body[i] == 0 || body[i] == (byte) 0xfe || body[i] == (byte) 0xff) {
        return false;
      }
    }
    return true;
  }

  private int firstVisible() {
    for (byte b : body) {
      if (!Character.isWhitespace(b)) {
        return b;
      }
    }
    return 0;
  }
}
