package io.happyhorse.core.error;

/** The downloader was closed while, or before, it downloaded the video. */
public final class DownloaderClosedException extends DownloadException {
  /**
   * Reports it.
   *
   * @param evidence what is known
   */
  public DownloaderClosedException(DownloadEvidence evidence) {
    super(
        "The downloader is closed",
        evidence,
        "Download it again with another one before the link expires.",
        null);
  }
}
