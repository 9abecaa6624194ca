package io.happyhorse.examples.cluster;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.lifecycle.ServerErrorStreak;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Changes of a budget that events of the gateway cause. */
final class BudgetEvents {
  private static final ServerErrorStreak OUTAGE =
      new ServerErrorStreak(5, TaskId.of("asyntask_B"), true);

  private BudgetEvents() {}

  static QueryDetails details(String id, int status, @Nullable Duration retryAfter) {
    return new QueryDetails(TaskId.of(id), null, status, null, 1, null, retryAfter);
  }

  /** A 429 to a request that was sent now. */
  static BudgetStore.Change pause(@Nullable Duration retryAfter) {
    RateLimitedException limited = new RateLimitedException(details("asyntask_A", 429, retryAfter));
    return (state, now) -> state.after(limited, ServerErrorStreak.NONE, now, now);
  }

  /** The fifth consecutive server error. */
  static BudgetStore.Change outage() {
    GatewayUnavailableException down =
        new GatewayUnavailableException(details("asyntask_B", 503, null));
    return (state, now) -> state.after(down, OUTAGE, now, now);
  }
}
