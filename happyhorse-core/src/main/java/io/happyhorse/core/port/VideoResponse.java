package io.happyhorse.core.port;

import io.happyhorse.core.internal.HttpDate;
import io.happyhorse.core.internal.RetryAfter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP response of a storage host: its status, the relevant headers, and its body. Not thread-safe, except that any thread
 * may close it.
 */
public final class VideoResponse implements Closeable {
  private static final Pattern RANGE = Pattern.compile(
      "bytes[ =]\\s*(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern BYTES =
      Pattern.compile("(?:.*,)?\\s*bytes\\s*(?:,.*)?", Pattern.CASE_INSENSITIVE);
  private static final int PARTIAL = 206;

  private final int status;
  private final Function<String, @Nullable String> header;
  private final InputStream body;

  /**
   * A part of a video, as given by {@code Content-Range}.
   *
   * @param from the offset of its first byte
   * @param to the offset of its last byte, at least {@code from}
   * @param total the length of the whole video in bytes; null if unknown
   */
  public record Range(long from, long to, @Nullable Long total) {
    /**
     * Returns the length of the part.
     *
     * @return the number of bytes
     */
    public long length() {
      return to - from + 1;
    }
  }

  private VideoResponse(int status, Function<String, @Nullable String> header, InputStream body) {
    this.status = status;
    this.header = header;
    this.body = body;
  }

  /**
   * Creates a response.
   *
   * @param status the HTTP status
   * @param header returns the first value of a header, or null; the name is case-insensitive; a value that is not ASCII has one
   *     character per byte (ISO-8859-1)
   * @param body the bytes
   * @return the response; an unreadable header counts as missing
   */
  public static VideoResponse of(
      int status, Function<String, @Nullable String> header, InputStream body) {
    return new VideoResponse(status, header, body);
  }

  /**
   * Returns the HTTP status.
   *
   * @return the status
   */
  public int status() {
    return status;
  }

  /**
   * Returns the type of the body ({@code Content-Type}).
   *
   * @return the type; null if there is none
   */
  public @Nullable String contentType() {
    return header.apply("Content-Type");
  }

  /**
   * Returns the encoding of the body ({@code Content-Encoding}).
   *
   * @return the codings; null if there is none
   */
  public @Nullable String contentEncoding() {
    return header.apply("Content-Encoding");
  }

  /**
   * Returns whether the host serves parts of the video: the response is one (206), or {@code Accept-Ranges} contains {@code bytes}.
   *
   * @return true if parts can be requested
   */
  public boolean acceptsRanges() {
    String units = header.apply("Accept-Ranges");
    return status == PARTIAL || (units != null && BYTES.matcher(units).matches());
  }

  /**
   * Returns whether there is a {@code Content-Range}, readable or not.
   *
   * @return true if there is one
   */
  public boolean hasRange() {
    return header.apply("Content-Range") != null;
  }

  /**
   * Returns the part of the video that the body contains ({@code Content-Range}).
   *
   * @return the part; null if the header is missing, unreadable or impossible
   */
  public @Nullable Range range() {
    String value = header.apply("Content-Range");
    Matcher matcher = RANGE.matcher(value == null ? "" : value.strip());
    if (!matcher.matches()) {
      return null;
    }
    long from = Long.parseLong(matcher.group(1));
    long to = Long.parseLong(matcher.group(2));
    Long total = number(matcher.group(3));
    return from > to || (total != null && to >= total) ? null : new Range(from, to, total);
  }

  /**
   * Returns the length of the body ({@code Content-Length}).
   *
   * @return the number of bytes; null if there is none
   */
  public @Nullable Long length() {
    return number(header.apply("Content-Length"));
  }

  /**
   * Returns the version of the video ({@code ETag}), if it is a strong ETag, which identifies the exact bytes.
   *
   * @return the version; null if there is no ETag or only a weak one
   */
  public @Nullable String eTag() {
    String value = header.apply("ETag");
    return value == null || value.isBlank() || value.strip().startsWith("W/")
        ? null
        : value.strip();
  }

  /**
   * Returns the CRC-64/XZ of the whole video ({@code x-oss-hash-crc64ecma}).
   *
   * @return the checksum, as an unsigned number; null if there is none
   */
  public @Nullable Long checksum() {
    try {
      String value = header.apply("x-oss-hash-crc64ecma");
      return value == null ? null : Long.parseUnsignedLong(value.strip());
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }

  /**
   * Returns the server's date ({@code Date}).
   *
   * @return the date; null if there is none
   */
  public @Nullable Instant date() {
    return HttpDate.parse(header.apply("Date"));
  }

  /**
   * Returns the pause that the server requests before the next request ({@code Retry-After}).
   *
   * @param now the current time, for a response without a date
   * @return the pause; null if there is none
   */
  public @Nullable Duration retryAfter(Instant now) {
    Instant date = date();
    return RetryAfter.read(RetryAfter.in(header), date == null ? now : date);
  }

  /**
   * Returns the target of a redirect ({@code Location}), which is a secret.
   *
   * @return the text as received; null if there is none
   */
  public @Nullable String location() {
    return header.apply("Location");
  }

  /**
   * Returns the storage host's id of the request, for its support: of OSS, S3 or Azure.
   *
   * @return the id; null if there is none
   */
  public @Nullable String requestId() {
    String oss = header.apply("x-oss-request-id");
    String amazon = oss == null ? header.apply("x-amz-request-id") : oss;
    return amazon == null ? header.apply("x-ms-request-id") : amazon;
  }

  /**
   * Returns the bytes.
   *
   * @return the body
   */
  public InputStream body() {
    return body;
  }

  /** Ends the transfer. */
  @Override
  public void close() throws IOException {
    body.close();
  }

  /** Returns the status alone; the headers may contain secrets. */
  @Override
  public String toString() {
    return "VideoResponse[HTTP " + status + "]";
  }

  private static @Nullable Long number(@Nullable String header) {
    return header != null && NUMBER.matcher(header.strip()).matches()
        ? Long.valueOf(header.strip())
        : null;
  }
}
