package io.happyhorse.core.download;

import io.happyhorse.core.port.VideoResponse;

/**
 * A part of a video that is requested on its own.
 *
 * @param from the offset of its first byte
 * @param to the offset of its last byte
 * @param version the version of the video, with ETag and length
 */
record VideoPart(long from, long to, VideoVersion version) {
  int length() {
    return (int) (to - from + 1);
  }

  /** Returns whether a response contains exactly this part. Its ETag must be the known one, even if there is a checksum. */
  boolean isIn(VideoResponse response) {
    return response.status() == TransferDecision.PARTIAL
        && TransferDecision.coding(response) == null
        && new VideoResponse.Range(from, to, version.total()).equals(response.range())
        && TransferRules.agrees((long) length(), response.length())
        && response.eTag() != null
        && response.eTag().equals(version.eTag())
        && TransferRules.agrees(version.checksum(), response.checksum());
  }
}
