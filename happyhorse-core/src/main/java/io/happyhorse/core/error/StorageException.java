package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/** The storage host does not give the video: it refuses, the video is gone, its address or certificate is not trusted, or no response comes. */
public final class StorageException extends DownloadException {
  private static final String LATER = "Download it again before the link expires.";
  private static final String FRESH_LINK =
      "Wait for the task again to get a fresh link; if that does not help, ask the gateway's support.";

  private final boolean passing;

  /**
   * Reports it, with the usual advice.
   *
   * @param problem what happened, as half a sentence without secrets, such as {@code no byte came for 30 s}
   * @param passing whether downloading again later may well help
   * @param details what is known
   * @param cause the technical cause, or null
   */
  public StorageException(
      String problem, boolean passing, DownloadDetails details, @Nullable Throwable cause) {
    this(problem, passing, passing ? LATER : FRESH_LINK, details, cause);
  }

  /**
   * Reports it.
   *
   * @param problem what happened, as half a sentence without secrets
   * @param passing whether downloading again later may well help
   * @param advice what to do about it, as a sentence
   * @param details what is known
   * @param cause the technical cause, or null
   */
  public StorageException(
      String problem,
      boolean passing,
      String advice,
      DownloadDetails details,
      @Nullable Throwable cause) {
    super(
        "The storage host does not give the video: " + Redactor.line(problem),
        details,
        advice,
        cause);
    this.passing = passing;
  }

  /**
   * Tells whether the same download may well work later without any change.
   *
   * @return true if trying again can help
   */
  public boolean isTransient() {
    return passing;
  }
}
