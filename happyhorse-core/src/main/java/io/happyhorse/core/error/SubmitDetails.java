package io.happyhorse.core.error;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The details of a submission that returned no task id, without secrets. The only part of the request that they contain is its digest.
 *
 * @param requestDigest the SHA-256 of the request's JSON, in hexadecimal digits
 * @param gateway scheme, host and port of the gateway; null if unknown
 * @param at when the last attempt began
 * @param attempts the number of attempts, 0 or more; at most one of them sent anything
 * @param httpStatus the status of the response; null if there was none
 * @param requestId the gateway's id of the request, for its support; null if absent
 * @param excerpt an excerpt of the response, on one line; null if there is none
 * @param retryAfter the pause that the gateway requests; null if it requests none
 */
public record SubmitDetails(
    String requestDigest,
    @Nullable URI gateway,
    Instant at,
    int attempts,
    @Nullable Integer httpStatus,
    @Nullable String requestId,
    @Nullable String excerpt,
    @Nullable Duration retryAfter)
    implements Serializable {
  private static final int SHOWN = 12;

  /** Creates the details. Request id and excerpt are truncated to one line of 200 characters, without the queries of URLs. */
  public SubmitDetails {
    Objects.requireNonNull(requestDigest, "requestDigest");
    Objects.requireNonNull(at, "at");
    requestId = DetailsText.line(requestId);
    excerpt = DetailsText.line(excerpt);
  }

  /**
   * Returns the details of a submission without response.
   *
   * @param requestDigest the SHA-256 of the request's JSON
   * @param gateway scheme, host and port of the gateway; null if unknown
   * @param at when the last attempt began
   */
  public static SubmitDetails withoutResponse(
      String requestDigest, @Nullable URI gateway, Instant at, int attempts) {
    return new SubmitDetails(requestDigest, gateway, at, attempts, null, null, null, null);
  }

  /** Returns the details as they appear in messages, with the beginning of the digest. */
  @Override
  public String toString() {
    return excerpt == null ? withoutExcerpt() : withoutExcerpt() + ", response: " + excerpt;
  }

  /** Returns the details for a message that already contains the gateway's message. */
  String withoutExcerpt() {
    String digest = requestDigest.substring(0, Math.min(SHOWN, requestDigest.length()));
    return new DetailsText("request " + digest)
        .add(" to ", gateway)
        .add(" at ", at.truncatedTo(ChronoUnit.SECONDS))
        .add(", HTTP ", httpStatus)
        .add(", request id ", requestId)
        .addCount(attempts, "attempt")
        .toString();
  }
}
