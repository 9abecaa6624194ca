package io.happyhorse.core.error;

/** The thread that downloads was interrupted, or its download cancelled. The thread's interrupt flag is set again when this is thrown. */
public final class DownloadInterruptedException extends DownloadException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public DownloadInterruptedException(DownloadDetails details) {
    super(
        "Interrupted while downloading",
        details,
        "Download it again before the link expires.",
        null);
  }
}
