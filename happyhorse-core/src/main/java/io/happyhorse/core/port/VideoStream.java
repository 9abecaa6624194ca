package io.happyhorse.core.port;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP answer of a storage host: what it says of the video, and the bytes. Not thread-safe, but may be closed by any thread.
 *
 * @param status the HTTP status
 * @param contentType the kind of bytes ({@code Content-Type}); null if not said
 * @param range which part of the video this is ({@code Content-Range}); null if not said
 * @param length how many bytes are to come ({@code Content-Length}); null if not said
 * @param eTag the version of the video, if it is one that tells every byte (no weak one); null if not said
 * @param checksum the CRC-64/XZ of the whole video ({@code x-oss-hash-crc64ecma}), as an unsigned number; null if not said
 * @param date the server's date; null if not said
 * @param location where a redirect leads, as received, a secret; null if nowhere
 * @param requestId the storage host's id of the request, for its support; null if not said
 * @param body the bytes
 */
public record VideoStream(
    int status,
    @Nullable String contentType,
    @Nullable Range range,
    @Nullable Long length,
    @Nullable String eTag,
    @Nullable Long checksum,
    @Nullable Instant date,
    @Nullable String location,
    @Nullable String requestId,
    InputStream body)
    implements Closeable {
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /**
   * A part of a video.
   *
   * @param from its first byte
   * @param to its last byte
   * @param total how long the whole video is; null if not said
   */
  public record Range(long from, long to, @Nullable Long total) {}

  /**
   * Takes an answer.
   *
   * @param status the HTTP status
   * @param header gives the first value of a header, whatever the case of its name, or null
   * @param body the bytes
   * @return the answer; what a header says that cannot be read counts as not said
   */
  public static VideoStream of(
      int status, Function<String, @Nullable String> header, InputStream body) {
    return new VideoStream(
        status,
        header.apply("Content-Type"),
        range(header.apply("Content-Range")),
        number(header.apply("Content-Length")),
        strong(header.apply("ETag")),
        unsigned(header.apply("x-oss-hash-crc64ecma")),
        HttpAnswer.instant(header.apply("Date")),
        header.apply("Location"),
        header.apply("x-oss-request-id"),
        body);
  }

  private static @Nullable Range range(@Nullable String header) {
    Matcher matcher = RANGE.matcher(header == null ? "" : header.strip());
    return matcher.matches()
        ? new Range(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            number(matcher.group(3)))
        : null;
  }

  private static @Nullable Long number(@Nullable String header) {
    return header != null && NUMBER.matcher(header.strip()).matches()
        ? Long.valueOf(header.strip())
        : null;
  }

  private static @Nullable String strong(@Nullable String eTag) {
    return eTag == null || eTag.isBlank() || eTag.startsWith("W/") ? null : eTag.strip();
  }

  private static @Nullable Long unsigned(@Nullable String header) {
    try {
      return header == null ? null : Long.parseUnsignedLong(header.strip());
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }

  /**
   * Returns how long the whole video is.
   *
   * @return bytes; null if not said
   */
  public @Nullable Long total() {
    return range == null ? length : range.total();
  }

  /** Ends the transfer. */
  @Override
  public void close() throws IOException {
    body.close();
  }

  /** Returns the status alone; where it leads is a secret. */
  @Override
  public String toString() {
    return "VideoStream[HTTP " + status + "]";
  }
}
