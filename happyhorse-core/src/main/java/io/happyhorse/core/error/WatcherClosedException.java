package io.happyhorse.core.error;

/** The watcher was closed while, or before, it waited for the task. */
public final class WatcherClosedException extends WaitException {
  /**
   * Reports it.
   *
   * @param evidence what is known
   */
  public WatcherClosedException(WaitEvidence evidence) {
    super(
        "The watcher is closed",
        evidence,
        "The task goes on at the gateway: wait again by its id.");
  }
}
