package io.happyhorse.feign.spring;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.QueryObservation;
import io.happyhorse.feign.QueryObserver;
import java.time.Duration;
import java.util.Map;

/**
 * The health of the gateway, derived from the application's own queries. It is DOWN after the API key was refused, until a response
 * shows that the key is accepted. Any other error results in UNKNOWN, unless the health is DOWN, so that a temporary failure of the
 * gateway does not take the application out of service.
 */
final class GatewayHealth implements QueryObserver, QueryObservation {
  /** Whether the gateway can be used. */
  enum Level {
    UP,
    DOWN,
    UNKNOWN
  }

  /**
   * The health and its details.
   *
   * @param level whether the gateway can be used
   * @param details the gateway and the error, without secrets
   */
  record State(Level level, Map<String, String> details) {}

  private static final String GATEWAY = "gateway";

  private final String gateway;
  private volatile State state;

  GatewayHealth(String gateway) {
    this.gateway = gateway;
    this.state = new State(
        Level.UNKNOWN, Map.of(GATEWAY, gateway, "reason", "no task has been queried yet"));
  }

  State state() {
    return state;
  }

  @Override
  public QueryObservation started(TaskId id) {
    return this;
  }

  @Override
  public synchronized void received(VideoTask task, Duration took) {
    state = up();
  }

  @Override
  public synchronized void failed(QueryException error, Duration took) {
    if (error instanceof TaskNotFoundException) {
      state = up();
    } else if (error instanceof UnauthorizedException) {
      state = failing(Level.DOWN, error);
    } else if (state.level() != Level.DOWN) {
      state = failing(Level.UNKNOWN, error);
    }
  }

  private State up() {
    return new State(Level.UP, Map.of(GATEWAY, gateway));
  }

  private State failing(Level level, QueryException error) {
    return new State(level, Map.of(GATEWAY, gateway, "error", error.getClass().getSimpleName()));
  }
}
