package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The root of the family: something about a task could not be learned, or its video not be kept. The task itself is not
 * touched by it.
 */
public abstract sealed class HappyHorseException extends RuntimeException
    permits DownloadException, QueryException, WaitException {
  HappyHorseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns the task this is about: asking or waiting again by this id is all it takes to go on.
   *
   * @return the id
   */
  public abstract TaskId taskId();

  /**
   * Returns the gateway that was asked, since a task is known only there; of a download, the storage host.
   *
   * @return scheme, host and port, or null if the port does not tell
   */
  public abstract @Nullable URI origin();
}
