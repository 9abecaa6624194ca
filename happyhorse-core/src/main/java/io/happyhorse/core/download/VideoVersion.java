package io.happyhorse.core.download;

import org.jspecify.annotations.Nullable;

/**
 * The version of a video, as far as the storage host has reported it.
 *
 * @param eTag the ETag; null if there is none, or if nothing may be appended to the received bytes
 * @param total the number of bytes; null if unknown
 * @param checksum the CRC-64/XZ of the bytes; null if unknown
 */
record VideoVersion(
    @Nullable String eTag, @Nullable Long total, @Nullable Long checksum) {
  static final VideoVersion UNKNOWN = new VideoVersion(null, null, null);

  /** Returns whether this number of bytes can be the beginning of this video, so that the rest can be requested. */
  boolean canHave(long bytes) {
    return eTag != null && bytes > 0 && (total == null || bytes <= total);
  }
}
