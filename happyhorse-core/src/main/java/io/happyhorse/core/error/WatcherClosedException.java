package io.happyhorse.core.error;

/** The watcher was closed while, or before, it waited for the task. */
public final class WatcherClosedException extends WaitException {
  /**
   * Reports it.
   *
   * @param details what is known
   */
  public WatcherClosedException(WaitDetails details) {
    super(
        "The watcher is closed", details, "The task goes on at the gateway: wait again by its id.");
  }
}
