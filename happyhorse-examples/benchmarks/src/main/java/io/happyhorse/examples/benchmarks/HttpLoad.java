package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.FakeHappyHorse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Queries a fake gateway over HTTP with four concurrent clients, one query after the other on each. */
final class HttpLoad {
  private static final TimeSource TIME = TimeSource.system();
  private static final int CLIENTS = 4;

  private final FakeHappyHorse gateway;
  private final List<TaskId> ids;

  HttpLoad(FakeHappyHorse gateway, List<TaskId> ids) {
    this.gateway = gateway;
    this.ids = ids;
  }

  /** Queries for a while, and returns the durations of the requests in nanoseconds, shortest first. */
  long[] run(Duration length) {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<long[]>> results = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int offset = client;
        results.add(clients.submit(() -> queries(length, offset)));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> result : results) {
        all.add(result.get());
      }
      return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    } finally {
      clients.shutdown();
    }
  }

  private long[] queries(Duration length, int offset) {
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Long> nanos = new ArrayList<>();
    long begun = TIME.nanoTime();
    for (int i = offset; TIME.since(begun).compareTo(length) < 0; i += CLIENTS) {
      long start = TIME.nanoTime();
      query(client, gateway, ids.get(i % ids.size()));
      nanos.add(TIME.since(start).toNanos());
    }
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  /** Sends one query. Throws if the fake does not respond with 200. */
  static void query(HttpClient client, FakeHappyHorse gateway, TaskId id) {
    try {
      HttpResponse<String> response = client.send(
          HttpRequest.newBuilder(gateway.baseUri().resolve("/v1/video/generations/" + id))
              .header("Authorization", "Bearer " + gateway.apiKey())
              .build(),
          HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("The fake responded with " + response.statusCode() + ".");
      }
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
