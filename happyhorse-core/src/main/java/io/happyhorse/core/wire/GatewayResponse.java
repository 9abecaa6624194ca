package io.happyhorse.core.wire;

import io.happyhorse.core.internal.HttpDate;
import io.happyhorse.core.internal.HttpStatus;
import io.happyhorse.core.internal.RetryAfter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The relevant parts of one HTTP response of the gateway.
 *
 * @param status the HTTP status
 * @param contentType the header {@code Content-Type}; empty if there was none
 * @param requestId the header {@code X-Oneapi-Request-Id}; null if there was none
 * @param retryAfter the header {@code Retry-After}; null if there was none
 * @param date the header {@code Date}; null if it was missing or unreadable
 * @param coding the content coding of the body that could not be decoded; null if the body is plain
 * @param body the decoded body; a longer one may be truncated to any length above {@link #MAX_BODY}
 */
@SuppressWarnings("ArrayRecordComponent") // responses are never compared
public record GatewayResponse(
    int status,
    String contentType,
    @Nullable String requestId,
    @Nullable String retryAfter,
    @Nullable Instant date,
    @Nullable String coding,
    byte[] body) {
  /** The maximum length of a body in bytes, after decoding: 1 MiB. The body for a task has a few kilobytes. */
  public static final int MAX_BODY = 1 << 20;

  static final int BEGINNING = 1_000;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /**
   * Creates a response with a plain body.
   *
   * @param status the HTTP status
   * @param contentType the header {@code Content-Type}; empty if there was none
   * @param requestId the header {@code X-Oneapi-Request-Id}; null if there was none
   * @param retryAfter the header {@code Retry-After}; null if there was none
   * @param date the header {@code Date}; null if it was missing or unreadable
   * @param body the body; a longer one may be truncated to any length above {@link #MAX_BODY}
   */
  public GatewayResponse(
      int status,
      String contentType,
      @Nullable String requestId,
      @Nullable String retryAfter,
      @Nullable Instant date,
      byte[] body) {
    this(status, contentType, requestId, retryAfter, date, null, body);
  }

  /**
   * Returns a response, with the body decoded if it was compressed with gzip or deflate. Send {@code Accept-Encoding: identity};
   * some gateways and proxies compress nevertheless.
   *
   * @param status the HTTP status
   * @param header returns the first value of a header, or null; the name is case-insensitive
   * @param body the body as received; a longer one may be truncated to any length above {@link #MAX_BODY}
   */
  public static GatewayResponse of(
      int status, Function<String, @Nullable String> header, byte[] body) {
    String contentType = header.apply("Content-Type");
    ContentCoding.Decoded decoded = body.length > MAX_BODY
        ? new ContentCoding.Decoded(body, null)
        : ContentCoding.decode(header.apply("Content-Encoding"), body);
    return new GatewayResponse(
        status,
        contentType == null ? "" : contentType,
        header.apply("X-Oneapi-Request-Id"),
        RetryAfter.in(header),
        HttpDate.parse(header.apply("Date")),
        decoded.coding(),
        decoded.body());
  }

  boolean isTooLong() {
    return body.length > MAX_BODY;
  }

  boolean isGood() {
    return HttpStatus.isSuccess(status);
  }

  boolean isBlank() {
    return firstVisible(body) == 0;
  }

  /**
   * Returns whether the body is HTML. Its first visible character decides: JSON sent as {@code text/html} is JSON, and HTML sent as
   * JSON is HTML. The header decides only for other text.
   */
  boolean isWebPage() {
    int first = firstVisible(body);
    return first == '<'
        || (contentType.toLowerCase(Locale.ROOT).contains("html")
            && !isJsonStart(first)
            && first != 0);
  }

  /** Returns whether the body contains bytes that do not occur in text, so that it cannot be shown. */
  boolean isBinary() {
    if (coding != null) {
      return true;
    }
    for (int i = 0; i < Math.min(BEGINNING, body.length); i++) {
      if (body[i] >= 0 && body[i] < '\t') {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a body begins like JSON or HTML. */
  static boolean looksLikeText(byte[] body) {
    int first = firstVisible(body);
    return isJsonStart(first) || first == '<';
  }

  private static boolean isJsonStart(int first) {
    return first == '{' || first == '[';
  }

  /** Returns whether the body may be UTF-8: JSON in UTF-16 or UTF-32 begins with a zero or a byte order mark. */
  boolean isUtf8() {
    for (int i = 0; i < Math.min(2, body.length); i++) {
      if (body[i] == 0 || body[i] == (byte) 0xfe || body[i] == (byte) 0xff) {
        return false;
      }
    }
    return true;
  }

  /** Returns the first byte that is neither white space nor part of a byte order mark; 0 if there is none. */
  private static int firstVisible(byte[] body) {
    for (int i = startsWithMark(body) ? BYTE_ORDER_MARK.length : 0; i < body.length; i++) {
      if (!Character.isWhitespace(body[i])) {
        return body[i];
      }
    }
    return 0;
  }

  private static boolean startsWithMark(byte[] body) {
    return body.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            body, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }
}
