package io.happyhorse.core.watch;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tasks whose polls failed in an outage, or with one of the server errors that it began with. These polls brought no observation,
 * so they are repeated when the outage ends, and not an interval later. Not thread-safe.
 */
final class MissedPolls {
  private final Set<WatchedTask> tasks = new LinkedHashSet<>();
  private boolean isOutage;

  /** Called when a poll has failed, after the permits were informed. */
  void failed(WatchedTask task, QueryException error, Permits permits) {
    if (permits.isDown() || isServerError(error)) {
      tasks.add(task);
    }
  }

  private static boolean isServerError(QueryException error) {
    return error instanceof GatewayUnavailableException unavailable && unavailable.isServerError();
  }

  /** Called when a poll has returned, after the permits were informed; at the end of an outage, returns the tasks to poll now. */
  List<WatchedTask> dueAfterResponse(Permits permits) {
    boolean hasEnded = isOutage && !permits.isDown();
    List<WatchedTask> due = hasEnded ? List.copyOf(tasks) : List.of();
    isOutage = permits.isDown();
    if (!permits.mayBeDown()) {
      tasks.clear();
    }
    return due;
  }
}
