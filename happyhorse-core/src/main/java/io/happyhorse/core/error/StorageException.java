package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the storage host does not deliver the video: the host refuses the request or does not respond, the video no longer exists,
 * the host's address is not allowed or its certificate is not trusted, or a proxy refuses the request. If the host's
 * address is in a private network, which was not allowed, the cause is a {@link SecurityException}.
 */
public final class StorageException extends DownloadException {
  private static final String LATER = "Download it again before the link expires.";
  private static final String FRESH_LINK =
      "Wait for the task again to get a fresh link; if that does not help, ask the gateway's support.";

  private final boolean passing;

  /**
   * Creates the error with the default advice.
   *
   * @param problem the problem, as half a sentence without secrets, such as {@code no byte arrived for 30 s}
   * @param passing whether repeating the download later can help
   */
  public StorageException(
      String problem, boolean passing, DownloadDetails details, @Nullable Throwable cause) {
    this(problem, passing, passing ? LATER : FRESH_LINK, details, cause);
  }

  /**
   * Creates the error.
   *
   * @param problem the problem, as half a sentence without secrets
   * @param passing whether repeating the download later can help
   * @param advice the advice, as a sentence
   */
  public StorageException(
      String problem,
      boolean passing,
      String advice,
      DownloadDetails details,
      @Nullable Throwable cause) {
    this("The storage host did not deliver the video: ", problem, passing, advice, details, cause);
  }

  private StorageException(
      String start,
      String problem,
      boolean passing,
      String advice,
      DownloadDetails details,
      @Nullable Throwable cause) {
    super(start + Redactor.line(problem), details, advice, cause);
    this.passing = passing;
  }

  /**
   * Creates the error of a proxy on the way to the storage host. The host was not reached.
   *
   * @param problem the problem, as half a sentence without secrets, such as {@code it requires a password}
   * @param passing whether repeating the download later can help
   * @param advice the advice, as a sentence
   */
  public static StorageException ofProxy(
      String problem,
      boolean passing,
      String advice,
      DownloadDetails details,
      @Nullable Throwable cause) {
    return new StorageException(
        "The proxy does not permit the download: ", problem, passing, advice, details, cause);
  }

  /** {@return whether the same download may succeed later without any change} */
  public boolean isTransient() {
    return passing;
  }
}
