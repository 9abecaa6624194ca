package io.happyhorse.examples.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of a cluster from its tables, for dashboards, metrics and the command line. Read-only; the results contain no link.
 * Thread-safe.
 *
 * @param database the cluster's database
 */
public record ClusterTables(DataSource database) {
  /**
   * A wait that has not ended.
   *
   * @param id the task
   * @param since when the wait began
   * @param timeout the timeout of the wait
   * @param nextPoll when the next poll is due
   * @param node the node that is polling the task; null if none is
   * @param state the state of the wait, for {@link io.happyhorse.core.lifecycle.WaitState#parse}
   */
  public record Waiting(
      String id,
      Instant since,
      Duration timeout,
      Instant nextPoll,
      @Nullable String node,
      String state) {}

  /**
   * The request budget of all nodes for a gateway.
   *
   * @param gateway the origin of the gateway
   * @param perSecond the requests per second
   * @param pausedUntil when the pause ends at the earliest; null if there is no pause
   * @param isDown whether the gateway is down, so that only the response to a probe ends the pause
   */
  public record Budget(
      String gateway, double perSecond, @Nullable Instant pausedUntil, boolean isDown) {}

  /**
   * A node, and what it has done since its start.
   *
   * @param name the name of the node
   * @param seenAt when it last updated its row, which it does every second while it runs
   * @param polls the number of polls it has started
   * @param takenOver the number of executions of other nodes it has released, since those nodes sent no more heartbeats
   * @param refused the number of ends it did not record, since other nodes had taken over the waits
   */
  public record Node(String name, Instant seenAt, long polls, long takenOver, long refused) {}

  /**
   * Counts the rows in one statement. Takes time in proportion to the number of rows.
   *
   * @return the counts
   * @throws ClusterException if the database cannot be used
   */
  public ClusterCounts counts() {
    return list(ClusterCounts.SQL, ClusterCounts::read).get(0);
  }

  /**
   * Returns waits, ordered by id, so that a limit always omits the same waits.
   *
   * @param limit the maximum number
   * @return the waits
   * @throws ClusterException if the database cannot be used
   */
  public List<Waiting> waiting(int limit) {
    return list(
        "select task_instance, convert_from(task_data, 'UTF8'), execution_time, picked_by"
            + " from video_wait order by task_instance limit " + limit,
        row -> {
          Instant due = row.getObject(3, OffsetDateTime.class).toInstant();
          WaitRow wait = waitOf(row.getString(2), due);
          return new Waiting(
              row.getString(1), wait.since(), wait.timeout(), due, row.getString(4), wait.state());
        });
  }

  /** Returns a new wait for a damaged row, since a node starts such a wait again. */
  private static WaitRow waitOf(String text, Instant due) {
    try {
      return WaitRow.parse(text);
    } catch (RuntimeException damaged) {
      return WaitRow.begin(due, Duration.ZERO, null);
    }
  }

  /**
   * Returns the budgets of all gateways, ordered by gateway.
   *
   * @return the budgets
   * @throws ClusterException if the database cannot be used
   */
  public List<Budget> budgets() {
    return list(
        "select gateway, per_second, paused_until, is_down,"
            + " is_down or paused_until > clock_timestamp() from request_budget order by gateway",
        row -> new Budget(
            row.getString(1),
            row.getDouble(2),
            row.getBoolean(5) ? row.getObject(3, OffsetDateTime.class).toInstant() : null,
            row.getBoolean(4)));
  }

  /**
   * Returns ends, the latest first.
   *
   * @param limit the maximum number
   * @return the ends
   * @throws ClusterException if the database cannot be used
   */
  public List<TaskEnd> ends(int limit) {
    return list(
        "select " + EndTable.COLUMNS + " from video_end order by ended_at desc limit " + limit,
        EndTable::read);
  }

  /**
   * Returns all nodes that have ever run, ordered by name.
   *
   * @return the nodes
   * @throws ClusterException if the database cannot be used
   */
  public List<Node> nodes() {
    return list(
        "select node, seen_at, polls, taken_over, refused from video_node order by node",
        row -> new Node(
            row.getString(1),
            row.getObject(2, OffsetDateTime.class).toInstant(),
            row.getLong(3),
            row.getLong(4),
            row.getLong(5)));
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> list(String sql, Reader<T> reader) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(reader.read(row));
      }
      return rows;
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }
}
