package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a video was not downloaded. No file exists under the final name. The received bytes are kept in a file beside it, and the
 * next download of the same task to the same file resumes with them if the storage host identifies the version of the video.
 *
 * <p>The message contains the problem, the details and advice.
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

  /** {@return the problem, without the details: a sentence without the full stop} */
  public String problem() {
    return problem;
  }

  /** {@return the details of the download} */
  public DownloadDetails details() {
    return details;
  }

  @Override
  public TaskId taskId() {
    return details.taskId();
  }

  /** {@return the storage host: scheme, host and port} */
  @Override
  public URI origin() {
    return details.origin();
  }
}
