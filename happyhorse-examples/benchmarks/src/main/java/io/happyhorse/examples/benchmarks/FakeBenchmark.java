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

/** Measures the fake gateway and the servers that a test could use instead. */
@Command(
    name = "fake",
    description = {
      "Requests per second of the fake gateway, WireMock and MockWebServer, in turn: the median"
          + " of several rounds.",
      "Servers and clients share the process. Each server has its default settings; MockWebServer is also"
          + " measured with TCP_NODELAY."
    },
    mixinStandardHelpOptions = true)
final class FakeBenchmark implements Runnable {
  private static final TimeSource TIME = TimeSource.system();

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Option(
      names = "--tasks",
      defaultValue = "100",
      description = "Number of tasks (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--clients",
      defaultValue = "4",
      description = "Number of connections (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--warm-ups",
      defaultValue = "4",
      description = "Number of rounds before the measurement (default: ${DEFAULT-VALUE}).")
  private int warmUps;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Number of measured rounds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--millis",
      defaultValue = "1500",
      description = "Length of a round of one server in ms (default: ${DEFAULT-VALUE}).")
  private int millis;

  /** One server and its results. */
  private record Candidate(String name, MeasuredServer server, List<Double> rates) {
    Candidate(String name, MeasuredServer server) {
      this(name, server, new ArrayList<>());
    }

    double median() {
      return rates.stream().sorted().toList().get(rates.size() / 2);
    }
  }

  @Override
  public void run() {
    Candidate baseline = new Candidate("wiremock_transformer", WireMockBaseline.transformer(tasks));
    List<Candidate> all = List.of(
        new Candidate("fake_happyhorse", HappyHorseServer.start(tasks)),
        baseline,
        new Candidate("wiremock_scenarios", WireMockBaseline.scenarios(tasks)),
        new Candidate("mockwebserver3", OkHttpServer.start(tasks)),
        new Candidate("mockwebserver3_nodelay", OkHttpServer.withoutDelay(tasks)));
    for (int round = 0; round < warmUps; round++) {
      all.forEach(candidate -> rate(candidate.server()));
    }
    for (int round = 0; round < rounds; round++) {
      all.forEach(candidate -> candidate.rates().add(rate(candidate.server())));
    }
    Table table = new Table(System.out, json, "server", "requests_per_s", "of_transformer");
    all.forEach(candidate ->
        table.row(candidate.name(), candidate.median(), candidate.median() / baseline.median()));
    all.forEach(candidate -> candidate.server().close());
  }

  /** Queries for a while over all connections, and returns the requests per second. */
  private double rate(MeasuredServer server) {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<Double>> shares = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        int offset = client;
        shares.add(threads.submit(() -> rate(server, offset)));
      }
      double rate = 0;
      for (Future<Double> share : shares) {
        rate += share.get();
      }
      return rate;
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    } finally {
      threads.shutdown();
    }
  }

  private double rate(MeasuredServer server, int offset) throws IOException {
    try (QueryConnection connection = new QueryConnection(server)) {
      int requests = 0;
      long begun = TIME.nanoTime();
      Duration passed = Duration.ZERO;
      for (int task = offset; passed.toMillis() < millis; task += clients) {
        connection.query(server.paths().get(task % tasks));
        requests++;
        passed = TIME.since(begun);
      }
      return requests * 1e9 / passed.toNanos();
    }
  }
}
