package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a submission that brought no task. It holds no secret, and nothing of the request but its digest.
 *
 * @param requestDigest the SHA-256 of the request's JSON, in hexadecimal digits
 * @param gateway scheme, host and port of the gateway; null if not known
 * @param at when the last attempt began
 * @param attempts how many attempts were made, 0 or more; of these at most one sent anything
 * @param httpStatus the status of the response; null if there was none
 * @param requestId the gateway's id of the request, for its support; null if it gave none
 * @param excerpt the beginning of what the gateway said, on one line; null if it said nothing
 * @param retryAfter how long the gateway asks to wait; null if it did not ask
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

  /**
   * Creates the details; of what the gateway said, one line of at most 200 characters without the queries of URLs.
   *
   * @param requestDigest the SHA-256 of the request's JSON
   * @param gateway scheme, host and port of the gateway; null if not known
   * @param at when the last attempt began
   * @param attempts how many attempts were made
   * @param httpStatus the status of the response; null if there was none
   * @param requestId the gateway's id of the request; null if it gave none
   * @param excerpt what the gateway said; null if it said nothing
   * @param retryAfter how long the gateway asks to wait; null if it did not ask
   */
  public SubmitDetails {
    Objects.requireNonNull(requestDigest, "requestDigest");
    Objects.requireNonNull(at, "at");
    requestId = requestId == null ? null : Redactor.line(requestId);
    excerpt = excerpt == null || excerpt.isBlank() ? null : Redactor.line(excerpt);
  }

  /**
   * Returns the details of a submission without response.
   *
   * @param requestDigest the SHA-256 of the request's JSON
   * @param gateway scheme, host and port of the gateway; null if not known
   * @param at when the last attempt began
   * @param attempts how many attempts were made
   * @return details without status, request id, excerpt and pause
   */
  public static SubmitDetails withoutResponse(
      String requestDigest, @Nullable URI gateway, Instant at, int attempts) {
    return new SubmitDetails(requestDigest, gateway, at, attempts, null, null, null, null);
  }

  /** Returns the details as they stand in messages; of the digest, its beginning. */
  @Override
  public String toString() {
    return excerpt == null ? withoutExcerpt() : withoutExcerpt() + ", it said: " + excerpt;
  }

  /** Returns the details for a message that has the gateway's own words already. */
  String withoutExcerpt() {
    StringBuilder text = new StringBuilder("request ")
        .append(requestDigest, 0, Math.min(SHOWN, requestDigest.length()));
    append(text, " to ", gateway);
    append(text, " at ", at.truncatedTo(ChronoUnit.SECONDS));
    append(text, ", HTTP ", httpStatus);
    append(text, ", request id ", requestId);
    text.append(", ").append(attempts).append(attempts == 1 ? " attempt" : " attempts");
    return text.toString();
  }

  private static void append(StringBuilder text, String label, @Nullable Object value) {
    if (value != null) {
      text.append(label).append(value);
    }
  }
}
