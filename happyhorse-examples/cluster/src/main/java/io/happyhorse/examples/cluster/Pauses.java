package io.happyhorse.examples.cluster;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides which errors pause all nodes: a 429, a Retry-After, or 5 server errors in a row from at least 2 tasks. Thread-safe. */
final class Pauses {
  /** The length of the pause is the database's to say: 5 s, twice as long for each pause that follows, up to 60 s. */
  static final Duration GROWING = Duration.ZERO;

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
  private static final int SERVER_ERROR = 500;
  private static final int SERVER_ERRORS = 5;

  private int serverErrors;
  private @Nullable TaskId first;
  private boolean ofSeveral;

  synchronized void succeeded() {
    serverErrors = 0;
    first = null;
    ofSeveral = false;
  }

  /** Returns how long to pause: {@link #GROWING} if the gateway does not say; null if not at all. */
  synchronized @Nullable Duration after(QueryException error) {
    Duration retryAfter = error.retryAfter();
    boolean isServerError = isServerError(error);
    if (isServerError) {
      count(error.taskId());
    } else if (error.httpStatus() != null) {
      succeeded();
    }
    if (retryAfter != null && !retryAfter.isNegative() && !retryAfter.isZero()) {
      return retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
    }
    boolean isDown = isServerError && serverErrors >= SERVER_ERRORS && ofSeveral;
    return isDown || error instanceof RateLimitedException ? GROWING : null;
  }

  private void count(TaskId id) {
    serverErrors++;
    ofSeveral |= first != null && !first.equals(id);
    first = id;
  }

  private static boolean isServerError(QueryException error) {
    Integer status = error.httpStatus();
    return error instanceof GatewayUnavailableException && status != null && status >= SERVER_ERROR;
  }
}
