package io.happyhorse.core.error;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The storage host says that the link to a video has expired, and the gateway has no fresh one. */
public final class LinkExpiredException extends DownloadException {
  private final Instant expiredAt;

  /**
   * Reports it.
   *
   * @param expiredAt when the link was expected to expire, on the gateway's clock
   * @param details what is known
   * @param cause why the gateway could not be asked for a fresh link; null if it was asked, or if the downloader has no gateway
   */
  public LinkExpiredException(
      Instant expiredAt, DownloadDetails details, @Nullable QueryException cause) {
    super(
        "The storage host says that the link to the video has expired, and there is no fresh one",
        details,
        "Query the task for a fresh link, or build the downloader with freshLinksFrom; if the gateway gives the same link"
            + " again, ask its support with the task id.",
        cause);
    this.expiredAt = expiredAt;
  }

  /**
   * Returns when the link was expected to expire: what its URL says, or an estimate.
   *
   * @return the instant, on the gateway's clock
   */
  public Instant expiredAt() {
    return expiredAt;
  }
}
