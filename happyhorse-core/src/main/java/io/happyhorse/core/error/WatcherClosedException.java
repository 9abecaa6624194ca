package io.happyhorse.core.error;

/** Thrown if the watcher was closed before or during the wait. */
public final class WatcherClosedException extends WaitException {
  /** Creates the error. */
  public WatcherClosedException(WaitDetails details) {
    super(
        "The watcher is closed",
        details,
        "The task is not affected: to resume, wait for the same id.");
  }
}
