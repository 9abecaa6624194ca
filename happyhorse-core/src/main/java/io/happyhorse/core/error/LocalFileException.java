package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/** A video cannot be kept for a reason on this machine: an existing file, a folder that is not there, a full disk. */
public final class LocalFileException extends DownloadException {
  /** The limit of a problem's text. Paths have up to 4,096 bytes, and the reason comes after them. */
  private static final int LONGEST = 10_000;

  /**
   * Reports it.
   *
   * @param problem what is wrong, as a sentence without its stop
   * @param details what is known
   * @param advice what to do about it, as a sentence
   * @param cause the technical cause, or null
   */
  public LocalFileException(
      String problem, DownloadDetails details, String advice, @Nullable Throwable cause) {
    super(Redactor.line(problem, LONGEST), details, advice, cause);
  }
}
