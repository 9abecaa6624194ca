package io.happyhorse.examples.benchmarks.peers.client;

import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The loop of the vendor's page: query, sleep 15 s, with a thread per task. An error ends it. */
final class PageLoopClient implements PeerClient {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private @Nullable StatusQuery query;

  PageLoopClient(URI baseUrl) {
    query = new StatusQuery(baseUrl);
  }

  @Override
  public void watch(List<String> ids, EndLog log) {
    StatusQuery current = Objects.requireNonNull(query);
    TaskThreads.watch(ids, log, StatusQuery.SUCCESS, id -> loop(current, id));
  }

  private static String loop(StatusQuery query, String id) throws Exception {
    String status = query.status(id);
    while (!StatusQuery.isEnd(status)) {
      TimeSource.system().sleep(INTERVAL);
      status = query.status(id);
    }
    return status;
  }

  @Override
  public void releaseConnections() {
    query = null;
    System.gc(); // closes an unreachable HttpClient; JDK 17 has no other way
  }
}
