package io.happyhorse.feign;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import feign.Request;
import io.happyhorse.core.error.ApiKeyMissingException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.wire.GatewayResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One query for one task: a few tries on the calling thread, all within one time limit. */
final class QueryCall {
  private static final Logger LOG = LoggerFactory.getLogger(FeignTaskQuery.class);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final QueryConfig config;
  private final TaskId id;
  private final Duration within;
  private int attempts;
  private Duration pause = Duration.ZERO;
  private Duration spent = Duration.ZERO;

  QueryCall(QueryConfig config, TaskId id, Duration within) {
    this.config = config;
    this.id = id;
    this.within = within;
  }

  VideoTask ask() {
    try (CompositeObserver.Observed observed = config.observers().start(id)) {
      return ask(observed);
    }
  }

  private VideoTask ask(CompositeObserver.Observed observed) {
    RetryPolicy<VideoTask> policy = RetryPolicy.<VideoTask>builder()
        .handleIf(this::deservesAnotherTry)
        .withMaxRetries(config.tryPolicy().tries() - 1)
        .withDelayFn(context -> pause)
        .onRetryScheduled(event -> noteRetry(event.getLastException(), observed))
        .build();
    try {
      VideoTask task = Failsafe.with(policy)
          .with(new SameThreadScheduler(this::rest))
          .getAsync(this::attempt)
          .join();
      LOG.debug("{}, attempts: {}", task, attempts);
      observed.tell(observation -> observation.received(task, spent));
      return task;
    } catch (CompletionException failed) {
      QueryException error = declared(failed.getCause());
      observed.tell(observation -> observation.failed(error, spent));
      throw error;
    }
  }

  private void noteRetry(Throwable failure, CompositeObserver.Observed observed) {
    LOG.debug("Task {}: try {} failed, next in {}", id, attempts, pause);
    if (failure instanceof QueryException error) {
      observed.tell(observation -> observation.retried(error, pause));
    }
  }

  /** Returns a declared error. Any other error is a defect, and is wrapped so that the caller still receives the task's id. */
  private QueryException declared(@Nullable Throwable cause) {
    if (cause instanceof QueryException error) {
      return error;
    }
    if (cause instanceof Error fatal) {
      throw fatal;
    }
    String name = cause == null ? "an error" : cause.getClass().getName();
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
    if (next == null || next.compareTo(left()) >= 0) {
      return false;
    }
    pause = next;
    return true;
  }

  private VideoTask attempt() {
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryInterruptedException(details());
    }
    ApiKey key = key();
    GatewayResponse response = send(key);
    return config.reader().apply(key).read(response, id, attempts, config.time().instant());
  }

  private ApiKey key() {
    long start = TimeSource.system().nanoTime();
    try {
      return config.apiKey().get();
    } catch (ApiKeyUnavailableException none) {
      throw new ApiKeyMissingException(String.valueOf(none.getMessage()), details());
    } finally {
      spent = spent.plus(TimeSource.system().since(start));
    }
  }

  private GatewayResponse send(ApiKey key) {
    Duration limit = noLongerThanIsLeft(config.readTimeout());
    Request.Options options = new Request.Options(
        noLongerThanIsLeft(config.connectTimeout()).toMillis(),
        TimeUnit.MILLISECONDS,
        limit.toMillis(),
        TimeUnit.MILLISECONDS,
        false);
    attempts++;
    long start = TimeSource.system().nanoTime();
    try {
      return config.api().query(id.value(), key.authorization(), options);
    } catch (RuntimeException unanswered) {
      if (Thread.currentThread().isInterrupted()) {
        throw new QueryInterruptedException(details());
      }
      throw TransportFailure.of(
              unanswered, config.proxy().get(), noLongerThan(limit, config.connectTimeout()), limit)
          .asError(details(), config.hiding().apply(key));
    } finally {
      spent = spent.plus(TimeSource.system().since(start));
    }
  }

  /** Pauses on the time source. If an interrupt ends the pause, the next try finds the thread interrupted. */
  private void rest(Duration duration) {
    long start = config.time().nanoTime();
    try {
      config.time().sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    spent = spent.plus(config.time().since(start));
  }

  /** Returns a timeout, limited to the remaining time. The result is at least 1 ms, since 0 means no limit. */
  private Duration noLongerThanIsLeft(Duration timeout) {
    Duration shorter = noLongerThan(left(), timeout);
    return shorter.compareTo(SHORTEST) < 0 ? SHORTEST : shorter;
  }

  private static Duration noLongerThan(Duration limit, Duration timeout) {
    return limit.compareTo(timeout) < 0 ? limit : timeout;
  }

  /** Returns the remaining time. Pauses are measured by the time source; network requests are measured in real time. */
  private Duration left() {
    return within.minus(spent);
  }

  private QueryDetails details() {
    return new QueryDetails(id, config.origin(), null, null, attempts, null, null);
  }
}
