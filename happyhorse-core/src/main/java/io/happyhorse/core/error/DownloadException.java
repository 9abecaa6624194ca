package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A video was not kept. There is no file of its final name; what has come is kept beside it, and the next download of the same
 * task to the same file goes on there if the storage host tells one version of a video from another.
 *
 * <p>The message says what happened, the details, and what to do.
 */
public abstract sealed class DownloadException extends HappyHorseException
    permits ChecksumMismatchException,
        DownloadInterruptedException,
        DownloaderClosedException,
        LinkExpiredException,
        LocalFileException,
        NotAVideoException,
        StorageException {
  private final DownloadDetails details;
  private final String problem;

  DownloadException(
      String what, DownloadDetails details, String advice, @Nullable Throwable cause) {
    super(what + " (" + details + "). " + advice, cause);
    this.details = details;
    this.problem = what;
  }

  /**
   * Returns what happened, without the details.
   *
   * @return a sentence without its stop
   */
  public String problem() {
    return problem;
  }

  /**
   * Returns everything known about the download.
   *
   * @return the details
   */
  public DownloadDetails details() {
    return details;
  }

  @Override
  public TaskId taskId() {
    return details.taskId();
  }

  /**
   * Returns the storage host that was asked.
   *
   * @return scheme, host and port
   */
  @Override
  public URI origin() {
    return details.origin();
  }
}
