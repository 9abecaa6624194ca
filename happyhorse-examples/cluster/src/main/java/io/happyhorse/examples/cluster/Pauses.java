package io.happyhorse.examples.cluster;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides which errors pause all nodes: a 429, a Retry-After, or 5 server errors in a row from at least 2 tasks. Thread-safe. */
final class Pauses {
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
  private static final int SERVER_ERROR = 500;
  private static final int SERVER_ERRORS = 5;

  private int serverErrors;
  private @Nullable TaskId first;
  private boolean ofSeveral;

  synchronized void succeeded() {
    forget();
  }

  private void forget() {
    serverErrors = 0;
    first = null;
    ofSeveral = false;
  }

  /** Returns the pause that an error brings; null if it brings none. */
  synchronized BudgetStore.@Nullable Change after(QueryException error) {
    if (isServerError(error)) {
      count(error.taskId());
    } else if (error.httpStatus() != null) {
      forget();
    }
    BudgetStore.Change pause = pauseOf(error);
    if (pause != null) {
      forget();
    }
    return pause;
  }

  private BudgetStore.@Nullable Change pauseOf(QueryException error) {
    Duration retryAfter = error.retryAfter();
    if (retryAfter != null && !retryAfter.isNegative() && !retryAfter.isZero()) {
      Duration length =
          retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
      return (state, now) -> state.pauseFor(length, now);
    }
    if (error instanceof RateLimitedException) {
      return BudgetState::pauseLonger;
    }
    return serverErrors >= SERVER_ERRORS && ofSeveral ? BudgetState::pauseForOutage : null;
  }

  private void count(TaskId id) {
    serverErrors++;
    ofSeveral |= first != null && !first.equals(id);
    first = id;
  }

  /** Tells whether an error shows that the gateway is up. */
  static boolean isFromGatewayAtWork(QueryException error) {
    return error.httpStatus() != null
        && !isServerError(error)
        && !(error instanceof ProxyAuthenticationException);
  }

  private static boolean isServerError(QueryException error) {
    Integer status = error.httpStatus();
    return error instanceof GatewayUnavailableException && status != null && status >= SERVER_ERROR;
  }
}
