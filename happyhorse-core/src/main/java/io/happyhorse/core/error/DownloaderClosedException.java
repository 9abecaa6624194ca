package io.happyhorse.core.error;

/** The downloader was closed while, or before, it downloaded the video. */
public final class DownloaderClosedException extends DownloadException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public DownloaderClosedException(DownloadDetails details) {
    super(
        "The downloader is closed",
        details,
        "Download it again with another one before the link expires.",
        null);
  }
}
