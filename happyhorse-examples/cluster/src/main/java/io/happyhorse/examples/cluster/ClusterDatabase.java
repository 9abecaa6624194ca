package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.happyhorse.core.task.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database of a cluster, for a program that displays it without being a node. Thread-safe. */
public final class ClusterDatabase implements AutoCloseable {
  /** The environment variable that holds the password of the database. */
  public static final String PASSWORD_VARIABLE = JdbcOptions.PASSWORD_VARIABLE;

  private static final int CONNECTIONS = 4;

  /** The timeout of a restarted wait; its previous timeout is not recorded. */
  private static final Duration RESTART_TIMEOUT = Duration.ofMinutes(30);

  private final HikariDataSource pool;

  private ClusterDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * The contents of the database, as of one time.
   *
   * @param now the time
   * @param counts the counts of all rows
   * @param waiting the waits, by id
   * @param ends the ends, the latest first
   * @param budgets the budgets of all gateways
   */
  public record Snapshot(
      Instant now,
      ClusterCounts counts,
      List<ClusterTables.Waiting> waiting,
      List<TaskEnd> ends,
      List<ClusterTables.Budget> budgets) {}

  /**
   * Opens a database that has the tables of a cluster.
   *
   * @param url the URL, which begins with {@code jdbc:postgresql:}
   * @param user the user; null if the URL names one
   * @param password the password; null for none
   * @return the database
   * @throws ClusterException if it cannot be used, or its tables have another version; the message is one sentence
   */
  public static ClusterDatabase open(String url, @Nullable String user, @Nullable String password) {
    HikariDataSource pool = JdbcOptions.open(url, user, password, CONNECTIONS);
    try {
      Schema.check(pool);
      return new ClusterDatabase(pool);
    } catch (ClusterException unusable) {
      pool.close();
      throw unusable;
    }
  }

  /**
   * Reads the contents in one transaction.
   *
   * @param limit the maximum number of waits, and of ends
   * @return the contents, as of one time
   * @throws ClusterException if the database cannot be used
   */
  public Snapshot snapshot(int limit) {
    try (Connection connection = pool.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      SingleConnectionDataSource transaction = new SingleConnectionDataSource(connection);
      ClusterTables tables = new ClusterTables(transaction);
      Snapshot snapshot = new Snapshot(
          DatabaseClock.read(transaction),
          tables.counts(),
          tables.waiting(limit),
          tables.ends(limit),
          tables.budgets());
      connection.commit();
      return snapshot;
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }

  /**
   * Makes the next poll of a task due now. An abandoned wait starts again, with a timeout of 30 min.
   *
   * @param id the task
   * @return false if the task is unknown or has ended
   * @throws ClusterException if the database cannot be used
   */
  public boolean pollNow(TaskId id) {
    return makeDue(id)
        || (isAbandoned(id) && new WaitTable(pool).add(List.of(id), RESTART_TIMEOUT, null) == 1);
  }

  /** Returns whether the task has a wait. A poll in flight is not changed. */
  private boolean makeDue(TaskId id) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("update video_wait set execution_time = case when picked"
                + " then execution_time else least(execution_time, clock_timestamp()) end"
                + " where task_instance = ?")) {
      statement.setString(1, id.value());
      return statement.executeUpdate() == 1;
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }

  private boolean isAbandoned(TaskId id) {
    try {
      TaskEnd end = new EndTable(pool).find(id.value());
      return end != null && end.outcome() == TaskEnd.Outcome.GAVE_UP;
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
