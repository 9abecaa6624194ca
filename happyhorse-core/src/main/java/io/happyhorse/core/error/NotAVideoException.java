package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;

/** What the storage host sent, twice, is not a video: nothing at all, an error page, JSON. It is not kept. */
public final class NotAVideoException extends DownloadException {
  /**
   * Reports it.
   *
   * @param problem what is wrong with the bytes, as half a sentence such as {@code it is empty}
   * @param details what is known
   */
  public NotAVideoException(String problem, DownloadDetails details) {
    super(
        "What the storage host sends is not a video: " + Redactor.line(problem),
        details,
        "Wait for the task again to get a fresh link; if that does not help, ask the gateway's support.",
        null);
  }
}
