package io.happyhorse.examples.dashboard;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of a port, retries included.
 *
 * @param port sends the requests
 * @param meter counts them
 * @param time the time source of the meter
 */
record MeteredQueries(TaskQueryPort port, Meter meter, TimeSource time) implements TaskQueryPort {
  @Override
  public VideoTask query(TaskId id, Duration within) {
    try {
      VideoTask task = port.query(id, within);
      meter.add(task.attempts(), time.nanoTime());
      return task;
    } catch (QueryException failed) {
      meter.add(failed.details().attempts(), time.nanoTime());
      throw failed;
    }
  }

  @Override
  public @Nullable URI origin() {
    return port.origin();
  }
}
