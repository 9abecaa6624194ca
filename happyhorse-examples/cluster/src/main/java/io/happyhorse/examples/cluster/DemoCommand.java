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

/** Demonstrates three nodes with a fake gateway and an embedded database, while one node is killed and another is stopped. */
@Command(
    name = "demo",
    description = {
      "Waits for tasks of a fake gateway with three nodes and an embedded PostgreSQL.",
      "Kills one node and stops another for 8 s."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class DemoCommand implements Callable<Integer> {
  private static final int KILLED_AT = 6;
  private static final int STOPPED_AT = 8;
  private static final int RESUMED_AT = 16;
  private static final int LONGEST = 180;
  private static final int SHORTEST_TASK = 4;
  private static final int TASK_SPREAD = 16;
  private static final int FAILING_SHARE = 20;
  private static final long SECOND = 1_000;
  private static final double NANOS = 1e9;

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
    say(
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
          Map.of(NodeCommand.KEY, gateway.apiKey())));
    }
    return nodes;
  }

  private List<TaskId> submit(FakeHappyHorse gateway) {
    Random random = new Random(tasks);
    List<TaskId> ids = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      TaskScript script = task % FAILING_SHARE == 0
          ? TaskScript.failing("InvalidParameter", "Field required: input.prompt")
          : TaskScript.succeeding();
      int seconds = SHORTEST_TASK + random.nextInt(TASK_SPREAD);
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
    say(out, "   s  waiting  requests/s  ended  taken over  kept");
    long requests = 0;
    long countedAt = System.nanoTime();
    ClusterTables.Counts counts = tables.counts();
    for (int second = 0; second < LONGEST && !isDone(counts, added); second++) {
      disturb(nodes, second, out);
      Thread.sleep(SECOND);
      counts = tables.counts();
      long now = System.nanoTime();
      long takenOver =
          tables.nodes().stream().mapToLong(ClusterTables.Node::takenOver).sum();
      say(
          out,
          String.format(
              Locale.ROOT,
              "%4d  %7d  %10d  %5d  %10d  %4d",
              second + 1,
              counts.waiting(),
              Math.round((counts.requests() - requests) * NANOS / (now - countedAt)),
              counts.ended(),
              takenOver,
              counts.kept()));
      requests = counts.requests();
      countedAt = now;
    }
    return report(counts, gateway, added, out);
  }

  private static boolean isDone(ClusterTables.Counts counts, int added) {
    return counts.ended() >= added && counts.toKeep() == 0 && counts.toTell() == 0;
  }

  private static void disturb(List<NodeProcess> nodes, int second, PrintWriter out)
      throws InterruptedException, IOException {
    if (second == KILLED_AT) {
      nodes.get(1).kill();
      say(out, "      node-2 is killed (SIGKILL)");
    } else if (second == STOPPED_AT) {
      nodes.get(2).stop();
      say(out, "      node-3 is stopped for 8 s (SIGSTOP)");
    } else if (second == RESUMED_AT) {
      nodes.get(2).resume();
      say(out, "      node-3 continues (SIGCONT)");
    }
  }

  /** The primary key of {@code video_end} allows one end per task, so counting the ends is enough. */
  private static int report(
      ClusterTables.Counts counts, FakeHappyHorse gateway, int added, PrintWriter out) {
    long needless = gateway.journal().tasks().stream()
        .mapToLong(TaskJournal::queriesAfterEnd)
        .sum();
    say(out, counts.ended() + " of " + added + " tasks ended, each once.");
    say(
        out,
        "Queries after an end: " + needless + ", of which " + counts.kept()
            + " were for the link of a download.");
    return counts.ended() == added ? 0 : 1;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
