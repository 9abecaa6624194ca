package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskJournal;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs three nodes with a fake gateway and an embedded database, kills one node and suspends another. */
@Command(
    name = "demo",
    description = {
      "Waits for tasks of a fake gateway with three nodes and an embedded PostgreSQL.",
      "Kills one node, and suspends another for 8 s."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class DemoCommand implements Callable<Integer> {
  private static final int KILL_AT_SECOND = 6;
  private static final int SUSPEND_AT_SECOND = 8;
  private static final int RESUME_AT_SECOND = 16;
  private static final int TIMEOUT_SECONDS = 180;
  private static final int MIN_TASK_SECONDS = 4;
  private static final int TASK_SECONDS_SPREAD = 16;
  private static final int FAILING_EVERY = 20;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      defaultValue = "300",
      description = "The number of tasks (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "target",
      description = "The folder for PostgreSQL and the videos (default: ${DEFAULT-VALUE}).")
  private Path dir;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintWriter out = spec.commandLine().getOut();
    print(
        out,
        "Starting PostgreSQL, a fake gateway and three nodes: about 10 s, and longer the first time.");
    try (EmbeddedDatabase server = EmbeddedDatabase.start(dir.resolve("embedded-postgres"));
        FakeHappyHorse gateway = FakeHappyHorse.start();
        HikariDataSource database = JdbcOptions.open(server.jdbcUrl(), null, null, 2)) {
      Schema.create(database);
      List<NodeProcess> nodes = startNodes(server, gateway);
      try {
        List<TaskId> ids = submit(gateway);
        int added = new WaitTable(database).add(ids, Duration.ofMinutes(10), null);
        return watch(new ClusterTables(database), gateway, nodes, added, out);
      } finally {
        nodes.forEach(NodeProcess::close);
      }
    }
  }

  private List<NodeProcess> startNodes(EmbeddedDatabase server, FakeHappyHorse gateway)
      throws IOException {
    Path videos = dir.resolve("cluster-videos-" + ProcessHandle.current().pid());
    List<NodeProcess> nodes = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      String name = "node-" + number;
      nodes.add(NodeProcess.start(
          name,
          List.of(
              "node",
              "--name=" + name,
              "--jdbc-url=" + server.jdbcUrl(),
              "--gateway-url=" + gateway.baseUri(),
              "--interval=PT2S",
              "--heartbeat=PT1S",
              "--missed-heartbeats=4",
              "--rate=100",
              "--download=" + videos),
          Map.of(NodeCommand.API_KEY_VARIABLE, gateway.apiKey())));
    }
    return nodes;
  }

  private List<TaskId> submit(FakeHappyHorse gateway) {
    Random random = new Random(tasks);
    List<TaskId> ids = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      TaskScript script = task % FAILING_EVERY == 0
          ? TaskScript.failing("InvalidParameter", "Field required: input.prompt")
          : TaskScript.succeeding();
      int seconds = MIN_TASK_SECONDS + random.nextInt(TASK_SECONDS_SPREAD);
      ids.add(gateway.accept(script.running(Duration.ofSeconds(seconds))));
    }
    return ids;
  }

  private int watch(
      ClusterTables tables,
      FakeHappyHorse gateway,
      List<NodeProcess> nodes,
      int added,
      PrintWriter out)
      throws InterruptedException, IOException {
    print(out, "   s  waiting  requests/s  ended  taken over  downloaded");
    long requests = 0;
    long countedAt = System.nanoTime();
    ClusterCounts counts = tables.counts();
    for (int second = 0; second < TIMEOUT_SECONDS && !isDone(counts, added); second++) {
      injectFault(nodes, second, out);
      Thread.sleep(MILLIS_PER_SECOND);
      counts = tables.counts();
      long now = System.nanoTime();
      long takenOver =
          tables.nodes().stream().mapToLong(ClusterTables.Node::takenOver).sum();
      print(
          out,
          String.format(
              Locale.ROOT,
              "%4d  %7d  %10d  %5d  %10d  %10d",
              second + 1,
              counts.waiting(),
              Math.round((counts.requests() - requests) * NANOS_PER_SECOND / (now - countedAt)),
              counts.ended(),
              takenOver,
              counts.downloaded()));
      requests = counts.requests();
      countedAt = now;
    }
    return report(counts, gateway, added, out);
  }

  private static boolean isDone(ClusterCounts counts, int added) {
    return counts.ended() >= added && counts.toDownload() == 0 && counts.toDeliver() == 0;
  }

  private static void injectFault(List<NodeProcess> nodes, int second, PrintWriter out)
      throws InterruptedException, IOException {
    if (second == KILL_AT_SECOND) {
      nodes.get(1).kill();
      print(out, "      node-2 is killed (SIGKILL)");
    } else if (second == SUSPEND_AT_SECOND) {
      nodes.get(2).suspend();
      print(out, "      node-3 is suspended for 8 s (SIGSTOP)");
    } else if (second == RESUME_AT_SECOND) {
      nodes.get(2).resume();
      print(out, "      node-3 resumes (SIGCONT)");
    }
  }

  /** Counts the ends, of which the primary key of {@code video_end} allows one per task. */
  private static int report(
      ClusterCounts counts, FakeHappyHorse gateway, int added, PrintWriter out) {
    long queriesAfterEnd = gateway.journal().tasks().stream()
        .mapToLong(TaskJournal::queriesAfterEnd)
        .sum();
    print(out, counts.ended() + " of " + added + " tasks ended, each once.");
    print(
        out,
        "Queries after an end: " + queriesAfterEnd + ", of which " + counts.downloaded()
            + " were for the link of a download.");
    return counts.ended() == added ? 0 : 1;
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
