package io.happyhorse.core.watch;

import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WaitInterruptedException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.error.WatcherClosedException;

/** The errors that threads throw that wait for a handle. */
final class JoinErrors {
  private JoinErrors() {}

  /** Returns an equal error with the stack trace of the calling thread. That of the given error is one of the watcher's threads. */
  static WaitException onThisThread(WaitException error) {
    WaitDetails details = error.details();
    if (error instanceof WaitDeadlineException) {
      return new WaitDeadlineException(details);
    }
    if (error instanceof WaitAbandonedException) {
      return new WaitAbandonedException(details);
    }
    if (error instanceof LinkMissingException) {
      return new LinkMissingException(details);
    }
    if (error instanceof WatcherClosedException) {
      return new WatcherClosedException(details);
    }
    return error instanceof WaitInterruptedException
        ? new WaitInterruptedException(details)
        : new WaitStoppedException(details);
  }
}
