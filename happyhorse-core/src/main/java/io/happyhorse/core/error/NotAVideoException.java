package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;

/**
 * Thrown if the body sent by the storage host is not a video: it is empty, an error page or JSON. The video is requested a second time
 * before this exception is thrown. The bytes are discarded, and nothing is written to a stream.
 */
public final class NotAVideoException extends DownloadException {
  /**
   * Creates the error.
   *
   * @param problem what is wrong with the bytes, as half a sentence, such as {@code it is empty}
   */
  public NotAVideoException(String problem, DownloadDetails details) {
    super(
        "The storage host sent no video: " + Redactor.line(problem),
        details,
        "Wait for the task again to get a fresh link; if that does not help, ask the gateway's support.",
        null);
  }
}
