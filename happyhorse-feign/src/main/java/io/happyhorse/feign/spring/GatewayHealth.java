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
 * What the responses of the application's own queries say of the gateway. It is down only while the key is refused, since a restart or
 * a balancer's other node cures nothing else, and nothing but a response that shows an accepted key ends that.
 */
final class GatewayHealth implements QueryObserver, QueryObservation {
  /** Whether the gateway can be used. */
  enum Level {
    UP,
    DOWN,
    UNKNOWN
  }

  /**
   * What is shown.
   *
   * @param level whether the gateway can be used
   * @param details why, without secrets
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
