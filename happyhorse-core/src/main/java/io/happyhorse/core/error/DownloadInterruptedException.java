package io.happyhorse.core.error;

/** The thread that downloads was interrupted, or its download cancelled. The thread's interrupt flag is set again when this is thrown. */
public final class DownloadInterruptedException extends DownloadException {
  /**
   * Reports it.
   *
   * @param evidence what is known
   */
  public DownloadInterruptedException(DownloadEvidence evidence) {
    super(
        "Interrupted while downloading",
        evidence,
        "Download it again before the link expires.",
        null);
  }
}
