package io.happyhorse.core.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Thrown if the storage host reports an expired link and no fresh link is available. */
public final class LinkExpiredException extends DownloadException {
  private final Instant expiredAt;

  /**
   * Creates the error.
   *
   * @param expiredAt when the link was expected to expire, on the gateway's clock
   * @param cause the error of the query for a fresh link; null if the query did not fail, or if the downloader has no gateway
   */
  public LinkExpiredException(
      Instant expiredAt, DownloadDetails details, @Nullable QueryException cause) {
    super(
        "The storage host reports that the link to the video has expired, and no fresh link is available",
        details,
        "Query the task for a fresh link, or build the downloader with freshLinksFrom; if the gateway returns the same link"
            + " again, ask its support with the task id.",
        cause);
    this.expiredAt = expiredAt;
  }

  /** {@return when the link was expected to expire on the gateway's clock, according to its URL or an estimate} */
  public Instant expiredAt() {
    return expiredAt;
  }
}
