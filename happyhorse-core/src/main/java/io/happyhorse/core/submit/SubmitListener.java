package io.happyhorse.core.submit;

import io.happyhorse.core.task.SubmittedTask;
import java.io.IOException;

/**
 * Receives the ids of accepted tasks, on the thread that submits. What it throws goes to that thread's uncaught exception handler and
 * changes nothing: the task exists.
 */
@FunctionalInterface
public interface SubmitListener {
  /**
   * Called when a task was accepted, before anything else happens with it: before the outbox is written and before
   * {@link TaskSubmitter#submit} returns.
   *
   * @param task the accepted task
   */
  void submitted(SubmittedTask task);

  /**
   * Called when the outbox could not be written after a request had been sent, so that the outbox does not know how it ended and will
   * report it as unknown. Default: nothing.
   *
   * @param digest the fingerprint of the request
   * @param error why the file could not be written
   */
  default void outboxFailed(String digest, IOException error) {}
}
