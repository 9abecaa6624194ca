package io.happyhorse.core.port;

import io.happyhorse.core.internal.HttpDate;
import io.happyhorse.core.internal.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the headers of a storage host. An unreadable header counts as missing.
 *
 * @param header returns the first value of a header, or null; the name is case-insensitive
 */
record StorageHeaders(Function<String, @Nullable String> header) {
  private static final Pattern RANGE = Pattern.compile(
      "bytes[ =]\\s*(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern BYTES =
      Pattern.compile("(?:.*,)?\\s*bytes\\s*(?:,.*)?", Pattern.CASE_INSENSITIVE);

  @Nullable
  String text(String name) {
    return header.apply(name);
  }

  @Nullable
  Long number(String name) {
    return parse(text(name));
  }

  private static @Nullable Long parse(@Nullable String value) {
    return value != null && NUMBER.matcher(value.strip()).matches()
        ? Long.valueOf(value.strip())
        : null;
  }

  /** Returns whether {@code Accept-Ranges} contains {@code bytes}. */
  boolean acceptsRanges() {
    String units = text("Accept-Ranges");
    return units != null && BYTES.matcher(units).matches();
  }

  VideoResponse.@Nullable Range range() {
    String value = text("Content-Range");
    Matcher matcher = RANGE.matcher(value == null ? "" : value.strip());
    if (!matcher.matches()) {
      return null;
    }
    long from = Long.parseLong(matcher.group(1));
    long to = Long.parseLong(matcher.group(2));
    Long total = parse(matcher.group(3));
    return from > to || (total != null && to >= total)
        ? null
        : new VideoResponse.Range(from, to, total);
  }

  /** Returns the ETag; null if there is none or only a weak one. */
  @Nullable
  String strongETag() {
    String value = text("ETag");
    return value == null || value.isBlank() || value.strip().startsWith("W/")
        ? null
        : value.strip();
  }

  /** Returns the CRC-64/XZ that OSS sends, as an unsigned number. */
  @Nullable
  Long checksum() {
    try {
      String value = text("x-oss-hash-crc64ecma");
      return value == null ? null : Long.parseUnsignedLong(value.strip());
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }

  @Nullable
  Instant date() {
    return HttpDate.parse(text("Date"));
  }

  /** Returns the requested pause; it is counted from the server's date, or from now if there is none. */
  @Nullable
  Duration retryAfter(Instant now) {
    Instant date = date();
    return RetryAfter.read(RetryAfter.in(header), date == null ? now : date);
  }

  /** Returns the id of the request at OSS, S3 or Azure. */
  @Nullable
  String requestId() {
    String oss = text("x-oss-request-id");
    String amazon = oss == null ? text("x-amz-request-id") : oss;
    return amazon == null ? text("x-ms-request-id") : amazon;
  }
}
