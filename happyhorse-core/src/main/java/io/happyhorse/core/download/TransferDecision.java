package io.happyhorse.core.download;

import io.happyhorse.core.internal.HttpStatus;
import io.happyhorse.core.port.VideoResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a response means for a transfer. It is decided from the status and the headers alone, never from the status alone:
 * {@code Content-Range} says where the bytes go. A response that contradicts itself or what was asked for writes no byte.
 */
sealed interface TransferDecision {
  int OK = 200;
  int PARTIAL = 206;
  int PRECONDITION_FAILED = 412;
  int RANGE_NOT_SATISFIABLE = 416;

  /** A part that does not reach the end has at least so many bytes, or a video would take any number of requests. */
  long SHORTEST_PART = 1 << 16;

  /** Codings that leave the bytes as they are; {@code aws-chunked} is a note of an upload that S3 stores. */
  Set<String> PLAIN = Set.of("", "identity", "aws-chunked");

  /**
   * The body is the whole video.
   *
   * @param version what the response says of it
   */
  record Whole(VideoVersion version) implements TransferDecision {}

  /**
   * The body is the part of the video that comes next.
   *
   * @param from its first byte, which is where the bytes end that there are
   * @param end the byte after its last
   * @param version the video, as far as it is known by now
   */
  record Rest(long from, long end, VideoVersion version) implements TransferDecision {}

  /**
   * The bytes that there are cannot be continued; the whole video must be requested.
   *
   * @param reason why, as half a sentence
   */
  record StartAgain(String reason) implements TransferDecision {}

  /**
   * The body is no part of the video.
   *
   * @param reason why, as half a sentence
   * @param isTransient whether the same request may well succeed later
   */
  record Refused(String reason, boolean isTransient) implements TransferDecision {}

  /**
   * Decides what a response means.
   *
   * @param response the response, of which the body is not read
   * @param from the first byte that was asked for; 0 if no range was
   * @param known the video that bytes 0 to {@code from} belong to
   */
  static TransferDecision of(VideoResponse response, long from, VideoVersion known) {
    int status = response.status();
    if (status == OK || status == PARTIAL) {
      String coding = coding(response);
      if (coding != null) {
        return new Refused("it is encoded as " + coding + ", which was not asked for", false);
      }
      return from == 0 ? beginning(response) : continuation(response, from, known);
    }
    return from > 0 && (status == PRECONDITION_FAILED || status == RANGE_NOT_SATISFIABLE)
        ? changed()
        : new Refused(StorageErrorBody.meaning(status), HttpStatus.isTransient(status));
  }

  /** Returns the first coding of the body that is not plain; null if there is none. */
  private static @Nullable String coding(VideoResponse response) {
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
          : new Refused("it does not say which part of the video it sends", true);
    }
    if (contradicts(range, response.length()) || range.from() > 0) {
      return new Refused("it sends another part of the video than was asked for", true);
    }
    // no range was asked for: without a total, the part is all that there is
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
   * Decides about a range that was answered without one. If all that is told fits the known video, the host ignores ranges and
   * sends all of it. It may still be a part with wrong headers, which breaks off early: without a version in it, nothing is ever
   * appended to it.
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
    return new StartAgain("the video is not the one that was begun");
  }

  private static boolean contradicts(VideoResponse.Range range, @Nullable Long length) {
    return length != null && length != range.length();
  }

  /**
   * Returns whether a response is about the known video. It must repeat the ETag, unless a checksum will show at the end whether
   * the bytes belong together.
   */
  private static boolean isOf(VideoVersion known, VideoResponse response, @Nullable Long total) {
    boolean sameTag =
        response.eTag() == null ? known.checksum() != null : response.eTag().equals(known.eTag());
    return sameTag && agrees(known.total(), total) && agrees(known.checksum(), response.checksum());
  }

  private static boolean agrees(@Nullable Long known, @Nullable Long told) {
    return known == null || told == null || known.equals(told);
  }
}
