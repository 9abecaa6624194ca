package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The fake gateway beside what a test would use instead. */
@Command(
    name = "fake",
    description = "Requests per second of the fake gateway, WireMock and MockWebServer, in turn.",
    mixinStandardHelpOptions = true)
final class FakeBenchmark implements Runnable {
  private static final TimeSource TIME = TimeSource.system();

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Option(names = "--tasks", defaultValue = "100", description = "Tasks. Default: 100.")
  private int tasks;

  @Option(names = "--clients", defaultValue = "4", description = "Connections. Default: 4.")
  private int clients;

  @Option(names = "--rounds", defaultValue = "7", description = "Measured rounds. Default: 7.")
  private int rounds;

  @Option(names = "--millis", defaultValue = "1500", description = "Length of each. Default: 1500.")
  private int millis;

  /** One server and its results. */
  private static final class Candidate {
    final String name;
    final MeasuredServer server;
    final List<Double> rates = new ArrayList<>();

    Candidate(String name, MeasuredServer server) {
      this.name = name;
      this.server = server;
    }

    double median() {
      return rates.stream().mapToDouble(Double::doubleValue).sorted().toArray()[rates.size() / 2];
    }
  }

  @Override
  public void run() {
    Candidate baseline = new Candidate("wiremock_transformer", WireMockBaseline.transformer(tasks));
    List<Candidate> all = List.of(
        new Candidate("fake_happyhorse", HappyHorseServer.start(tasks)),
        new Candidate("wiremock_scenarios", WireMockBaseline.scenarios(tasks)),
        baseline,
        new Candidate("mockwebserver3", OkHttpServer.start(tasks)),
        new Candidate("mockwebserver3_nodelay", OkHttpServer.withoutDelay(tasks)));
    all.forEach(candidate -> rate(candidate.server)); // warms up
    all.forEach(candidate -> rate(candidate.server));
    for (int round = 0; round < rounds; round++) {
      all.forEach(candidate -> candidate.rates.add(rate(candidate.server)));
    }
    Table table = new Table(System.out, json, "server", "requests_per_s", "of_transformer");
    all.forEach(candidate ->
        table.row(candidate.name, candidate.median(), candidate.median() / baseline.median()));
    all.forEach(candidate -> candidate.server.close());
  }

  /** Queries for a while over all connections, and returns the requests per second. */
  private double rate(MeasuredServer server) {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<Integer>> counts = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        int offset = client;
        counts.add(threads.submit(() -> query(server, offset)));
      }
      int requests = 0;
      for (Future<Integer> count : counts) {
        requests += count.get();
      }
      return requests * 1e3 / millis;
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    } finally {
      threads.shutdown();
    }
  }

  private int query(MeasuredServer server, int offset) throws IOException {
    Duration length = Duration.ofMillis(millis);
    int requests = 0;
    try (QueryConnection connection = new QueryConnection(server)) {
      long begun = TIME.nanoTime();
      for (int task = offset; TIME.since(begun).compareTo(length) < 0; task += clients) {
        connection.query(server.paths().get(task % tasks));
        requests++;
      }
    }
    return requests;
  }
}
