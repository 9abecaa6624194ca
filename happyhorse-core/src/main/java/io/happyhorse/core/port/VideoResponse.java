package io.happyhorse.core.port;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP response of a storage host: its status, the relevant headers, and its body. Not thread-safe, except that any thread
 * may close it.
 */
public final class VideoResponse implements Closeable {
  private static final int PARTIAL = 206;

  private final int status;
  private final StorageHeaders headers;
  private final InputStream body;

  /**
   * A part of a video, as given by {@code Content-Range}.
   *
   * @param from the offset of its first byte
   * @param to the offset of its last byte, at least {@code from}
   * @param total the length of the whole video in bytes; null if unknown
   */
  public record Range(long from, long to, @Nullable Long total) {
    /** {@return the number of bytes} */
    public long length() {
      return to - from + 1;
    }
  }

  private VideoResponse(int status, StorageHeaders headers, InputStream body) {
    this.status = status;
    this.headers = headers;
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
    return new VideoResponse(status, new StorageHeaders(header), body);
  }

  /** {@return the HTTP status} */
  public int status() {
    return status;
  }

  /** {@return the type of the body ({@code Content-Type}); null if there is none} */
  public @Nullable String contentType() {
    return headers.text("Content-Type");
  }

  /** {@return the encoding of the body ({@code Content-Encoding}); null if there is none} */
  public @Nullable String contentEncoding() {
    return headers.text("Content-Encoding");
  }

  /** {@return whether the host serves parts: the response is one (206), or {@code Accept-Ranges} contains {@code bytes}} */
  public boolean acceptsRanges() {
    return status == PARTIAL || headers.acceptsRanges();
  }

  /** {@return whether there is a {@code Content-Range}, readable or not} */
  public boolean hasRange() {
    return headers.text("Content-Range") != null;
  }

  /** {@return the part of the video that the body contains ({@code Content-Range}); null if it is missing or invalid} */
  public @Nullable Range range() {
    return headers.range();
  }

  /** {@return the number of bytes of the body ({@code Content-Length}); null if it is not given} */
  public @Nullable Long length() {
    return headers.number("Content-Length");
  }

  /**
   * {@return the version of the video ({@code ETag}), if it is a strong ETag, which identifies the exact bytes; null if there is no
   * ETag or only a weak one}
   */
  public @Nullable String eTag() {
    return headers.strongETag();
  }

  /** {@return the CRC-64/XZ of the whole video ({@code x-oss-hash-crc64ecma}), an unsigned number; null if there is none} */
  public @Nullable Long checksum() {
    return headers.checksum();
  }

  /** {@return the server's date ({@code Date}); null if there is none} */
  public @Nullable Instant date() {
    return headers.date();
  }

  /**
   * Returns the pause that the server requests before the next request ({@code Retry-After}).
   *
   * @param now the current time, for a response without a date
   * @return the pause; null if there is none
   */
  public @Nullable Duration retryAfter(Instant now) {
    return headers.retryAfter(now);
  }

  /** {@return the target of a redirect ({@code Location}) as received, which is a secret; null if there is none} */
  public @Nullable String location() {
    return headers.text("Location");
  }

  /** {@return the id of the request at OSS, S3 or Azure, for the storage host's support; null if there is none} */
  public @Nullable String requestId() {
    return headers.requestId();
  }

  /** {@return the bytes} */
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
}
