package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * The failures of the polls of a wait. All waits without failures share {@link #NONE}.
 *
 * @param failedPolls the number of failed polls since the last observation
 * @param notFound the number of consecutive polls, up to the last one, that reported that the task does not exist
 * @param firstNotFound when the first of these polls returned, in nanoseconds since the wait began; 0 if there is none
 * @param withoutLink the number of polls that returned while the status was SUCCESS without a link
 * @param lastError the error of the last poll; null if it succeeded
 */
record PollFailures(
    int failedPolls,
    int notFound,
    long firstNotFound,
    int withoutLink,
    @Nullable LastError lastError) {
  static final PollFailures NONE = new PollFailures(0, 0, 0, 0, null);
  private static final int EXTRA_POLLS_FOR_LINK = 3;

  PollFailures {
    if (failedPolls < 0 || notFound < 0 || firstNotFound < 0 || withoutLink < 0) {
      throw new IllegalArgumentException("A count of failed polls must be 0 or more.");
    }
  }

  PollFailures afterError(QueryException error, long now) {
    boolean isNotFound = error instanceof TaskNotFoundException;
    long first = notFound == 0 ? now : firstNotFound;
    return new PollFailures(
        failedPolls + 1,
        isNotFound ? notFound + 1 : 0,
        isNotFound ? first : 0,
        withoutLink,
        LastError.of(error));
  }

  PollFailures withLastError(QueryException error) {
    return new PollFailures(failedPolls, notFound, firstNotFound, withoutLink, LastError.of(error));
  }

  PollFailures afterObservation(boolean linkIsMissing) {
    int missing = linkIsMissing ? withoutLink + 1 : withoutLink;
    return missing == 0 ? NONE : new PollFailures(0, 0, 0, missing, null);
  }

  /** Returns whether this equals {@link #NONE}. */
  boolean isNone() {
    return failedPolls == 0
        && notFound == 0
        && firstNotFound == 0
        && withoutLink == 0
        && lastError == null;
  }

  boolean hasUsedUpPollsForLink() {
    return withoutLink > EXTRA_POLLS_FOR_LINK;
  }
}
