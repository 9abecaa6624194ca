package io.happyhorse.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The tables that {@code schema.sql} creates. */
final class Schema {
  private static final int VERSION = 3;
  private static final long LOCK_ID = 4_201_877_316L;

  private Schema() {}

  /** Creates missing tables, and upgrades tables of an older version. Several nodes may do this at the same time. */
  static void create(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(" + LOCK_ID + ")");
      statement.execute(script());
      connection.commit();
    }
  }

  private static String script() {
    try (InputStream script = Schema.class.getResourceAsStream("schema.sql")) {
      if (script == null) {
        throw new IllegalStateException("schema.sql is missing beside the classes.");
      }
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Checks that the tables exist and have the version that this program needs.
   *
   * @throws ClusterException if they do not
   */
  static void check(DataSource database) {
    try (Connection connection = database.getConnection()) {
      if (!exists(connection)) {
        throw new ClusterException(
            "The database has no tables of a cluster: run \"cluster.jar node --create-schema\" once, or schema.sql.");
      }
      checkVersion(connection);
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select to_regclass('video_schema') is not null");
        ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void checkVersion(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select max(version) from video_schema");
        ResultSet row = statement.executeQuery()) {
      int found = row.next() ? row.getInt(1) : 0;
      if (found != VERSION) {
        throw new ClusterException("The tables of the database have version " + found
            + ", but this program needs version " + VERSION + ": " + remedy(found));
      }
    }
  }

  private static String remedy(int found) {
    return found < VERSION
        ? "stop the nodes of the older version, and run \"cluster.jar node --create-schema\"."
        : "use the newer version of the program.";
  }
}
