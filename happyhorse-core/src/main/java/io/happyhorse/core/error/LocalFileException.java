package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a video cannot be written for a local reason, such as an existing file, a missing folder or a full disk. If the file exists
 * and must not be replaced, the cause is a {@link java.nio.file.FileAlreadyExistsException}.
 */
public final class LocalFileException extends DownloadException {
  /** The limit of a problem's text. Paths have up to 4,096 bytes, and the reason comes after them. */
  private static final int LONGEST = 10_000;

  /**
   * Creates the error.
   *
   * @param problem the problem, as a sentence without the full stop
   * @param advice the advice, as a sentence
   */
  public LocalFileException(
      String problem, DownloadDetails details, String advice, @Nullable Throwable cause) {
    super(Redactor.line(problem, LONGEST), details, advice, cause);
  }
}
