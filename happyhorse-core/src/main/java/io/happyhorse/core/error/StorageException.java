package io.happyhorse.core.error;

import io.happyhorse.core.task.SafeText;
import org.jspecify.annotations.Nullable;

/** The storage host does not give the video: it refuses, the video is gone, its address is not to be trusted, or no answer comes. */
public final class StorageException extends DownloadException {
  private final boolean passing;

  /**
   * Reports it.
   *
   * @param problem what happened, as half a sentence without secrets, such as {@code no byte came for 30 s}
   * @param passing whether downloading again later may well help
   * @param evidence what is known
   * @param cause the technical cause, or null
   */
  public StorageException(
      String problem, boolean passing, DownloadEvidence evidence, @Nullable Throwable cause) {
    super(
        "The storage host does not give the video: " + SafeText.line(problem),
        evidence,
        passing
            ? "Download it again before the link expires."
            : "Wait for the task again to get a fresh link; if that does not help, ask the gateway's support.",
        cause);
    this.passing = passing;
  }

  /**
   * Tells whether the same download may well work later without anybody changing anything.
   *
   * @return true if trying again can help
   */
  public boolean isTransient() {
    return passing;
  }
}
