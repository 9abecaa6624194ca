package io.happyhorse.examples.benchmarks.peers.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Awaitility, with a thread per task; errors are ignored, as in its guide. */
final class AwaitilityClient implements PeerClient {
  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private @Nullable StatusQuery query;

  AwaitilityClient(URI baseUrl) {
    query = new StatusQuery(baseUrl);
  }

  @Override
  public void warmUp(List<String> ids, EndLog log) {
    watch(ids, Duration.ofMillis(1), log);
  }

  @Override
  public void watch(List<String> ids, EndLog log) {
    watch(ids, INTERVAL, log);
  }

  private void watch(List<String> ids, Duration interval, EndLog log) {
    StatusQuery current = Objects.requireNonNull(query);
    TaskThreads.watch(
        ids,
        log,
        StatusQuery.SUCCESS,
        id -> Awaitility.await()
            .pollInterval(interval)
            .atMost(TIMEOUT)
            .ignoreExceptions()
            .until(() -> current.status(id), StatusQuery::isEnd));
  }

  @Override
  public void releaseConnections() {
    query = null;
    System.gc(); // closes an unreachable HttpClient; JDK 17 has no other way
  }
}
