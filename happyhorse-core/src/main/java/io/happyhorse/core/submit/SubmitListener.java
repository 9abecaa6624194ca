package io.happyhorse.core.submit;

import io.happyhorse.core.task.SubmittedTask;
import java.io.IOException;

/**
 * Receives the ids of accepted tasks, on the submitting thread. Exceptions are passed to that thread's uncaught exception
 * handler and otherwise ignored, since the task exists.
 */
@FunctionalInterface
public interface SubmitListener {
  /** Called when a task was accepted, before the outbox is written and before {@link TaskSubmitter#submit} returns. */
  void submitted(SubmittedTask task);

  /**
   * Called when the outbox could not be written after a request was sent; the outbox then reports the result as unknown. The
   * default implementation does nothing.
   *
   * @param digest the fingerprint of the request
   * @param error the error of the file
   */
  default void outboxFailed(String digest, IOException error) {}
}
