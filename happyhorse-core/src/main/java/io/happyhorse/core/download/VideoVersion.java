package io.happyhorse.core.download;

import org.jspecify.annotations.Nullable;

/**
 * Which bytes a video consists of, as far as the storage host has told.
 *
 * @param eTag the version; null if not told, or if nothing may be appended to what has come
 * @param total how many bytes; null if not told
 * @param checksum their CRC-64/XZ; null if not told
 */
record VideoVersion(
    @Nullable String eTag, @Nullable Long total, @Nullable Long checksum) {
  static final VideoVersion UNKNOWN = new VideoVersion(null, null, null);

  /** Returns whether so many bytes can be the beginning of this video, and whether the rest can be requested. */
  boolean canHave(long bytes) {
    return eTag != null && bytes > 0 && (total == null || bytes <= total);
  }
}
