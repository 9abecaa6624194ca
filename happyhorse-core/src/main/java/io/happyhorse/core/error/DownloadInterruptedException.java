package io.happyhorse.core.error;

/** Thrown if the downloading thread was interrupted or the download was cancelled. The thread's interrupt flag is set. */
public final class DownloadInterruptedException extends DownloadException {
  /** Creates the error. */
  public DownloadInterruptedException(DownloadDetails details) {
    super(
        "Interrupted while downloading",
        details,
        "Download it again before the link expires.",
        null);
  }
}
