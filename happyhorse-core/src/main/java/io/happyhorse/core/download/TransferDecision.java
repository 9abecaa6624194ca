package io.happyhorse.core.download;

import io.happyhorse.core.internal.HttpStatus;
import io.happyhorse.core.port.VideoResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a response for a transfer. It is decided from the status and the headers; {@code Content-Range} determines
 * where the bytes are written. A response that contradicts itself or the request writes no bytes.
 */
sealed interface TransferDecision {
  int OK = 200;
  int PARTIAL = 206;
  int PRECONDITION_FAILED = 412;
  int RANGE_NOT_SATISFIABLE = 416;

  /** The minimum length of a part that does not reach the end; it limits the number of requests. */
  long SHORTEST_PART = 1 << 16;

  /** Codings that do not change the bytes. S3 stores {@code aws-chunked} from an upload and sends it with each download. */
  Set<String> PLAIN = Set.of("", "identity", "aws-chunked");

  /**
   * The body is the whole video.
   *
   * @param version the version according to the response
   */
  record Whole(VideoVersion version) implements TransferDecision {}

  /**
   * The body is the part of the video that comes next.
   *
   * @param from the offset of its first byte, which follows the bytes received so far
   * @param end the offset after its last byte
   * @param version the version, as far as it is known
   */
  record Rest(long from, long end, VideoVersion version) implements TransferDecision {}

  /**
   * The received bytes cannot be continued; the whole video must be requested.
   *
   * @param reason the reason, as half a sentence
   */
  record StartAgain(String reason) implements TransferDecision {}

  /**
   * The body is not a part of the video.
   *
   * @param reason the reason, as half a sentence
   * @param isTransient whether the same request may succeed later
   */
  record Refused(String reason, boolean isTransient) implements TransferDecision {}

  /**
   * Interprets a response.
   *
   * @param response the response; its body is not read
   * @param from the offset of the first requested byte; 0 if no range was requested
   * @param known the version of the bytes received so far
   */
  static TransferDecision of(VideoResponse response, long from, VideoVersion known) {
    int status = response.status();
    if (status == OK || status == PARTIAL) {
      String coding = coding(response);
      if (coding != null) {
        return new Refused("it is encoded as " + coding + ", which was not requested", false);
      }
      return from == 0 ? beginning(response) : continuation(response, from, known);
    }
    return from > 0 && (status == PRECONDITION_FAILED || status == RANGE_NOT_SATISFIABLE)
        ? changed()
        : new Refused(StorageErrorBody.meaning(status), HttpStatus.isTransient(status));
  }

  /** Returns the first coding of the body that is not plain; null if there is none. */
  static @Nullable String coding(VideoResponse response) {
    String codings = Objects.requireNonNullElse(response.contentEncoding(), "");
    return Arrays.stream(codings.split(",", -1))
        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
        .filter(coding -> !PLAIN.contains(coding))
        .findFirst()
        .orElse(null);
  }

  /** Decides about the response to a request without a range. */
  private static TransferDecision beginning(VideoResponse response) {
    VideoResponse.Range range = response.range();
    if (range == null) {
      return response.status() == OK && !response.hasRange()
          ? new Whole(new VideoVersion(response.eTag(), response.length(), response.checksum()))
          : new Refused("it does not specify which part of the video it sends", true);
    }
    if (contradicts(range, response.length()) || range.from() > 0) {
      return new Refused("it sends another part of the video than was requested", true);
    }
    // no range was requested: without a total, the part is the whole video
    long total = range.total() == null ? range.length() : range.total();
    VideoVersion version = new VideoVersion(response.eTag(), total, response.checksum());
    if (range.length() == total) {
      return new Whole(version);
    }
    return version.eTag() != null && range.length() >= SHORTEST_PART
        ? new Rest(0, range.to() + 1, version)
        : new Refused("it sends " + range.length() + " of " + total + " bytes only", true);
  }

  /** Decides about the response to a request for the rest. */
  private static TransferDecision continuation(
      VideoResponse response, long from, VideoVersion known) {
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
      return new Whole(new VideoVersion(null, total, checksum));
    }
    boolean isNext =
        range.from() == from && (range.to() == total - 1 || range.length() >= SHORTEST_PART);
    return isNext
        ? new Rest(from, range.to() + 1, new VideoVersion(known.eTag(), total, checksum))
        : changed();
  }

  /**
   * Decides about a response without a range to a request with one. If the headers match the known video, the host ignores
   * ranges and sends all of it. It may still be a part with wrong headers: without a version in the response, nothing is
   * appended to it later.
   */
  private static TransferDecision withoutRange(VideoResponse response, VideoVersion known) {
    boolean isWhole = response.status() == OK
        && !response.hasRange()
        && known.total() != null
        && isOf(known, response, response.length())
        && known.total().equals(response.length());
    return isWhole
        ? new Whole(new VideoVersion(null, known.total(), known.checksum()))
        : new StartAgain("the host does not send parts");
  }

  private static StartAgain changed() {
    return new StartAgain("the video has changed");
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
