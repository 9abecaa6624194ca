package io.happyhorse.core.download;

import io.happyhorse.core.port.VideoResponse;
import org.jspecify.annotations.Nullable;

/** Decides where the bytes of a response with status 200 or 206 are written, by its version, range and length. */
final class TransferRules {
  /** The minimum length of a part that does not reach the end; it limits the number of requests. */
  private static final long SHORTEST_PART = 1 << 16;

  private TransferRules() {}

  /** Decides about the response to a request without a range. */
  static TransferDecision beginning(VideoResponse response) {
    VideoResponse.Range range = response.range();
    if (range == null) {
      return response.status() == TransferDecision.OK && !response.hasRange()
          ? new TransferDecision.Whole(
              new VideoVersion(response.eTag(), response.length(), response.checksum()))
          : new TransferDecision.Refused(
              "it does not specify which part of the video it sends", true);
    }
    if (contradicts(range, response.length()) || range.from() > 0) {
      return new TransferDecision.Refused(
          "it sends another part of the video than was requested", true);
    }
    // no range was requested: without a total, the part is the whole video
    long total = range.total() == null ? range.length() : range.total();
    VideoVersion version = new VideoVersion(response.eTag(), total, response.checksum());
    if (range.length() == total) {
      return new TransferDecision.Whole(version);
    }
    return version.eTag() != null && range.length() >= SHORTEST_PART
        ? new TransferDecision.Rest(0, range.to() + 1, version)
        : new TransferDecision.Refused(
            "it sends " + range.length() + " of " + total + " bytes only", true);
  }

  /** Decides about the response to a request for the rest. */
  static TransferDecision continuation(VideoResponse response, long from, VideoVersion known) {
    VideoResponse.Range range = response.range();
    if (range == null) {
      return withoutRange(response, known);
    }
    if (contradicts(range, response.length()) || !isOf(known, response, range.total())) {
      return changed();
    }
    Long total = known.total() == null ? range.total() : known.total();
    if (total == null || range.to() >= total) {
      return changed();
    }
    Long checksum = known.checksum() == null ? response.checksum() : known.checksum();
    if (range.length() == total) {
      return new TransferDecision.Whole(new VideoVersion(null, total, checksum));
    }
    boolean isNext =
        range.from() == from && (range.to() == total - 1 || range.length() >= SHORTEST_PART);
    return isNext
        ? new TransferDecision.Rest(
            from, range.to() + 1, new VideoVersion(known.eTag(), total, checksum))
        : changed();
  }

  /**
   * Decides about a response without a range to a request with one. If the headers match the known video, the host ignores
   * ranges and sends all of it. It may still be a part with wrong headers: without a version in the response, nothing is
   * appended to it later.
   */
  private static TransferDecision withoutRange(VideoResponse response, VideoVersion known) {
    boolean isWhole = response.status() == TransferDecision.OK
        && !response.hasRange()
        && known.total() != null
        && isOf(known, response, response.length())
        && known.total().equals(response.length());
    return isWhole
        ? new TransferDecision.Whole(new VideoVersion(null, known.total(), known.checksum()))
        : new TransferDecision.StartAgain("the host does not send parts");
  }

  static TransferDecision.StartAgain changed() {
    return new TransferDecision.StartAgain("the video has changed");
  }

  private static boolean contradicts(VideoResponse.Range range, @Nullable Long length) {
    return length != null && length != range.length();
  }

  /**
   * Returns whether a response belongs to the known video. It must have the same ETag, unless a checksum at the end verifies
   * that the bytes belong together.
   */
  private static boolean isOf(VideoVersion known, VideoResponse response, @Nullable Long total) {
    boolean sameTag =
        response.eTag() == null ? known.checksum() != null : response.eTag().equals(known.eTag());
    return sameTag && agrees(known.total(), total) && agrees(known.checksum(), response.checksum());
  }

  static boolean agrees(@Nullable Long known, @Nullable Long received) {
    return known == null || received == null || known.equals(received);
  }
}
