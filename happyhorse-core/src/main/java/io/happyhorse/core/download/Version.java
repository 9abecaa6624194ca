package io.happyhorse.core.download;

import io.happyhorse.core.port.VideoStream;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes a video consists of, as far as the storage host has told.
 *
 * @param eTag the version; null if not told
 * @param total how many bytes; null if not told
 * @param checksum their CRC-64/XZ; null if not told
 */
record Version(
    @Nullable String eTag, @Nullable Long total, @Nullable Long checksum) {
  static final Version UNKNOWN = new Version(null, null, null);

  static Version of(VideoStream answer) {
    return new Version(answer.eTag(), answer.total(), answer.checksum());
  }

  /** Tells whether an answer is about the same bytes, as far as it tells. */
  boolean isOf(VideoStream answer) {
    return agrees(eTag, answer.eTag())
        && agrees(total, answer.total())
        && agrees(checksum, answer.checksum());
  }

  private static boolean agrees(@Nullable Object known, @Nullable Object told) {
    return known == null || told == null || known.equals(told);
  }
}
