package io.happyhorse.examples.benchmarks.peers.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.waiters.AsyncWaiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The asynchronous waiter of the AWS SDK, with its default delay; errors are retried. */
final class AwsWaiterClient implements PeerClient {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1, task -> {
    Thread thread = new Thread(task, "aws-waiter");
    thread.setDaemon(true);
    return thread;
  });
  private final AsyncWaiter<String> waiter = AsyncWaiter.builder(String.class)
      .scheduledExecutorService(scheduler)
      .acceptors(List.of(
          WaiterAcceptor.successOnResponseAcceptor(StatusQuery::isEnd),
          WaiterAcceptor.retryOnResponseAcceptor(status -> true),
          WaiterAcceptor.retryOnExceptionAcceptor(error -> true)))
      .overrideConfiguration(settings -> settings
          .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(INTERVAL))
          .maxAttempts(Integer.MAX_VALUE)
          .waitTimeout(TIMEOUT))
      .build();
  private @Nullable StatusQuery query;

  AwsWaiterClient(URI baseUrl) {
    query = new StatusQuery(baseUrl);
  }

  @Override
  public void watch(List<String> ids, EndLog log) {
    StatusQuery current = Objects.requireNonNull(query);
    for (int i = 0; i < ids.size(); i++) {
      int task = i;
      log.record(waiter.runAsync(() -> current.statusAsync(ids.get(task))), task);
    }
  }

  @Override
  public void releaseConnections() {
    scheduler.shutdownNow();
    query = null;
    System.gc(); // closes an unreachable HttpClient; JDK 17 has no other way
  }
}
