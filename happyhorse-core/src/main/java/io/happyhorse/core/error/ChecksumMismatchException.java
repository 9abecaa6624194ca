package io.happyhorse.core.error;

/**
 * Thrown if a complete video does not match its checksum. A file is transferred a second time before this is thrown; what a stream
 * has received cannot be taken back, so its video is transferred once. The bytes of a file are discarded.
 */
public final class ChecksumMismatchException extends DownloadException {
  /**
   * Creates the error.
   *
   * @param details the details
   */
  public ChecksumMismatchException(DownloadDetails details) {
    super(
        "The video does not match its checksum",
        details,
        "Download it again; if that does not help, ask the gateway's support.",
        null);
  }
}
