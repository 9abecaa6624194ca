package io.happyhorse.core.error;

/** Thrown if the downloader was closed before or during the download. */
public final class DownloaderClosedException extends DownloadException {
  /** Creates the error. */
  public DownloaderClosedException(DownloadDetails details) {
    super(
        "The downloader is closed",
        details,
        "Download it again with another one before the link expires.",
        null);
  }
}
