package io.happyhorse.core.error;

/** All bytes of a video have come, twice, and are not what the storage host says they are. They are not kept. */
public final class ChecksumMismatchException extends DownloadException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public ChecksumMismatchException(DownloadDetails details) {
    super(
        "The video does not fit its checksum",
        details,
        "Download it again; if that does not help, ask the gateway's support.",
        null);
  }
}
