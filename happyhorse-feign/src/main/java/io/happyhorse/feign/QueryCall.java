package io.happyhorse.feign;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.happyhorse.core.error.ApiKeyMissingException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.wire.GatewayResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One query for one task: a few tries on the calling thread, all within one time limit. */
final class QueryCall {
  private static final Logger LOG = LoggerFactory.getLogger(FeignTaskQuery.class);

  private final QueryConfig config;
  private final TaskId id;
  private final CallBudget budget;
  private int attempts;
  private Duration pause = Duration.ZERO;

  QueryCall(QueryConfig config, TaskId id, Duration within) {
    this.config = config;
    this.id = id;
    this.budget = new CallBudget(within, config.time());
  }

  VideoTask run() {
    try (CompositeObserver.Observed observed = config.observers().start(id)) {
      return run(observed);
    }
  }

  private VideoTask run(CompositeObserver.Observed observed) {
    RetryPolicy<VideoTask> policy = RetryPolicy.<VideoTask>builder()
        .handleIf(this::deservesAnotherTry)
        .withMaxRetries(config.tryPolicy().tries() - 1)
        .onRetryScheduled(event -> noteRetry(event.getLastException(), observed))
        .build();
    try {
      VideoTask task = Failsafe.with(policy).get(this::attempt);
      LOG.debug("{}, attempts: {}", task, attempts);
      observed.forEach(observation -> observation.received(task, budget.spent()));
      return task;
    } catch (RuntimeException failed) {
      QueryException error = declared(failed);
      observed.forEach(observation -> observation.failed(error, budget.spent()));
      throw error;
    }
  }

  private void noteRetry(Throwable failure, CompositeObserver.Observed observed) {
    LOG.debug("Task {}: try {} failed, next in {}", id, attempts, pause);
    if (failure instanceof QueryException error) {
      observed.forEach(observation -> observation.retried(error, pause));
    }
  }

  /** Returns a declared error. Any other error is a defect, and is wrapped so that the caller still receives the task's id. */
  private QueryException declared(RuntimeException failure) {
    if (failure instanceof QueryException error) {
      return error;
    }
    if (failure instanceof FailsafeException
        && failure.getCause() instanceof InterruptedException) { // between two tries
      return new QueryInterruptedException(details());
    }
    String name = failure.getClass().getName();
    return new NetworkException("the request failed with " + name, details(), null);
  }

  /** Decides whether a failed try is repeated, and after which pause. */
  private boolean deservesAnotherTry(Throwable failure) {
    if (!(failure instanceof QueryException error) || !error.isRetryable()) {
      return false;
    }
    Duration next = config
        .tryPolicy()
        .pauseAfter(attempts, error.retryAfter(), config.time().random("backoff", id, attempts));
    if (next == null || !budget.allows(next)) {
      return false;
    }
    pause = next;
    return true;
  }

  private VideoTask attempt() {
    budget.pause(pause);
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryInterruptedException(details());
    }
    ApiKey key = key();
    GatewayResponse response = send(key);
    return config.reader().apply(key).read(response, id, attempts, config.time().instant());
  }

  private ApiKey key() {
    long start = CallBudget.startRequest();
    try {
      return config.apiKey().get();
    } catch (ApiKeyUnavailableException none) {
      throw new ApiKeyMissingException(String.valueOf(none.getMessage()), details());
    } finally {
      budget.endRequest(start);
    }
  }

  private GatewayResponse send(ApiKey key) {
    Timeouts limits = budget.limit(config.connectTimeout(), config.readTimeout());
    attempts++;
    long start = CallBudget.startRequest();
    try {
      return config.api().query(id.value(), key.authorization(), limits.toOptions());
    } catch (RuntimeException failed) {
      if (Thread.currentThread().isInterrupted()) {
        throw new QueryInterruptedException(details());
      }
      throw TransportFailure.of(failed, config.proxy().get(), limits)
          .asError(details(), config.hiding().apply(key));
    } finally {
      budget.endRequest(start);
    }
  }

  private QueryDetails details() {
    return new QueryDetails(id, config.origin(), null, null, attempts, null, null);
  }
}
