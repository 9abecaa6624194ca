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
      return from == 0
          ? TransferRules.beginning(response)
          : TransferRules.continuation(response, from, known);
    }
    return from > 0 && (status == PRECONDITION_FAILED || status == RANGE_NOT_SATISFIABLE)
        ? TransferRules.changed()
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
}
