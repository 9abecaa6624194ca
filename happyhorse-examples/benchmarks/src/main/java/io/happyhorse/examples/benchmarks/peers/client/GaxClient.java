package io.happyhorse.examples.benchmarks.peers.client;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.api.core.NanoClock;
import com.google.api.gax.longrunning.OperationTimedPollAlgorithm;
import com.google.api.gax.retrying.BasicResultRetryAlgorithm;
import com.google.api.gax.retrying.RetryAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.retrying.RetryingFuture;
import com.google.api.gax.retrying.ScheduledRetryingExecutor;
import com.google.common.util.concurrent.MoreExecutors;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The retrying future of gax with its settings for long-running operations; errors are retried. */
final class GaxClient implements PeerClient {
  private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());
  private static final RetrySettings SETTINGS = RetrySettings.newBuilder()
      .setInitialRetryDelayDuration(Duration.ofSeconds(5))
      .setRetryDelayMultiplier(1.5)
      .setMaxRetryDelayDuration(Duration.ofSeconds(45))
      .setTotalTimeoutDuration(Duration.ofMinutes(5))
      .build();

  private final ScheduledExecutorService scheduler =
      Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "gax");
        thread.setDaemon(true);
        return thread;
      });
  private final ScheduledRetryingExecutor<String> executor = new ScheduledRetryingExecutor<>(
      new RetryAlgorithm<>(
          new UntilEnd(),
          OperationTimedPollAlgorithm.create(SETTINGS, NanoClock.getDefaultClock())),
      scheduler);
  private @Nullable StatusQuery query;

  GaxClient(URI baseUrl) {
    query = new StatusQuery(baseUrl);
  }

  @Override
  public void watch(List<String> ids, EndLog log) {
    StatusQuery current = Objects.requireNonNull(query);
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      Callable<String> poll = () -> current.status(id);
      RetryingFuture<String> future = executor.createFuture(poll);
      future.setAttemptFuture(executor.submit(future));
      record(future, i, log);
    }
  }

  private static void record(ApiFuture<String> future, int task, EndLog log) {
    ApiFutures.addCallback(
        future,
        new ApiFutureCallback<>() {
          @Override
          public void onSuccess(String status) {
            log.noticed(task);
          }

          @Override
          public void onFailure(Throwable error) {
            log.lost(task, error);
          }
        },
        MoreExecutors.directExecutor());
  }

  @Override
  public void releaseConnections() {
    scheduler.shutdownNow();
    query = null;
    System.gc(); // closes an unreachable HttpClient; JDK 17 has no other way
  }

  /** Polls until the task has ended. */
  private static final class UntilEnd extends BasicResultRetryAlgorithm<String> {
    @Override
    public boolean shouldRetry(@Nullable Throwable error, @Nullable String status) {
      return !StatusQuery.isEnd(status);
    }
  }
}
