package io.happyhorse.feign;

import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One HTTP answer, read to its end and closed. */
@SuppressWarnings("ArrayRecordComponent") // answers are never compared
record HttpAnswer(
    int status,
    String contentType,
    @Nullable String requestId,
    @Nullable String retryAfter,
    @Nullable Instant date,
    byte[] body) {
  /** The longest body that is read; a status is a few kilobytes. */
  static final int MAX_BODY = 1 << 20;

  /** Reads a body to its end, so that the connection can be used again, but not beyond the cap. */
  static HttpAnswer of(Response response) throws IOException {
    try (response) {
      return new HttpAnswer(
          response.status(),
          orEmpty(header(response, "Content-Type")),
          header(response, "X-Oneapi-Request-Id"),
          header(response, "Retry-After"),
          instant(header(response, "Date")),
          body(response));
    }
  }

  private static byte[] body(Response response) throws IOException {
    if (response.body() == null) {
      return new byte[0];
    }
    try (InputStream stream = response.body().asInputStream()) {
      return stream.readNBytes(MAX_BODY + 1);
    }
  }

  private static @Nullable String header(Response response, String name) {
    Collection<String> values = response.headers().get(name);
    return values == null || values.isEmpty() ? null : values.iterator().next();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable Instant instant(@Nullable String date) {
    try {
      return date == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }

  boolean isTooLong() {
    return body.length > MAX_BODY;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  boolean isBlank() {
    return firstVisible() == 0;
  }

  boolean isHtml() {
    return contentType.toLowerCase(Locale.ROOT).contains("html") || firstVisible() == '<';
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
