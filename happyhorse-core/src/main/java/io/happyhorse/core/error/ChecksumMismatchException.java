package io.happyhorse.core.error;

/**
 * Thrown if a complete video does not match its checksum. A download to a file is repeated once before this exception is thrown, and
 * the bytes of the file are discarded. A transfer to a stream is not repeated, since the bytes written to the stream cannot be
 * discarded.
 */
public final class ChecksumMismatchException extends DownloadException {
  /** Creates the error. */
  public ChecksumMismatchException(DownloadDetails details) {
    super(
        "The video does not match its checksum",
        details,
        "Download it again; if that does not help, ask the gateway's support.",
        null);
  }
}
