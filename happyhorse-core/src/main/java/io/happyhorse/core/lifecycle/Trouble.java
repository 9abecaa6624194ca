package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * What has gone wrong with the polls of a wait. All waits without trouble share {@link #NONE}.
 *
 * @param failedPolls the number of failed polls since the last observation
 * @param notFound how many of the latest of them said that there is no such task
 * @param firstNotFound when the first of those came, in nanoseconds since the wait began; 0 if there is none
 * @param withoutLink how many polls have returned while SUCCESS stood without a link
 * @param lastError why the last poll failed; null if it did not
 */
record Trouble(
    int failedPolls,
    int notFound,
    long firstNotFound,
    int withoutLink,
    @Nullable LastError lastError) {
  static final Trouble NONE = new Trouble(0, 0, 0, 0, null);
  private static final int EXTRA_POLLS_FOR_LINK = 3;

  Trouble {
    if (failedPolls < 0 || notFound < 0 || firstNotFound < 0 || withoutLink < 0) {
      throw new IllegalArgumentException("A count of failed polls must be 0 or more.");
    }
  }

  Trouble afterError(QueryException error, long now) {
    boolean isNotFound = error instanceof TaskNotFoundException;
    long first = notFound == 0 ? now : firstNotFound;
    return new Trouble(
        failedPolls + 1,
        isNotFound ? notFound + 1 : 0,
        isNotFound ? first : 0,
        withoutLink,
        LastError.of(error));
  }

  Trouble withLastError(QueryException error) {
    return new Trouble(failedPolls, notFound, firstNotFound, withoutLink, LastError.of(error));
  }

  Trouble afterObservation(boolean linkIsMissing) {
    int missing = linkIsMissing ? withoutLink + 1 : withoutLink;
    return missing == 0 ? NONE : new Trouble(0, 0, 0, missing, null);
  }

  boolean hasAskedEnoughForLink() {
    return withoutLink > EXTRA_POLLS_FOR_LINK;
  }
}
