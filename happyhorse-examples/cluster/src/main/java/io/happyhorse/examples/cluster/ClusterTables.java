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
  private static final String SECONDS = "extract(epoch from %s)::double precision";

  /**
   * The counts at one time.
   *
   * @param waiting the waits that have not ended
   * @param inFlight the waits that a node is polling
   * @param oldestDueSeconds how long the oldest due poll has been due; 0 if none is due
   * @param succeeded the ends with SUCCESS
   * @param failed the ends with FAILURE
   * @param gaveUp the waits that ended before their tasks
   * @param kept the downloaded videos
   * @param toKeep the videos that are not downloaded yet
   * @param toTell the ends that are not delivered to the sink yet
   * @param expiring the links that expire within 2 h, of videos that are not downloaded
   * @param requests the slots of all gateways that have been reserved and whose time has come
   * @param pausedSeconds the remaining duration of the longest pause; 0 if there is none
   */
  public record Counts(
      long waiting,
      long inFlight,
      double oldestDueSeconds,
      long succeeded,
      long failed,
      long gaveUp,
      long kept,
      long toKeep,
      long toTell,
      long expiring,
      long requests,
      double pausedSeconds) {
    /**
     * Returns the number of waits that have ended.
     *
     * @return the sum of the three outcomes
     */
    public long ended() {
      return succeeded + failed + gaveUp;
    }
  }

  /**
   * A wait.
   *
   * @param id the task
   * @param since when the wait began
   * @param timeout the timeout of the wait
   * @param nextPoll when the next poll is due
   * @param node the node that is polling it; null if there is none
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
   * A node.
   *
   * @param name its name
   * @param seenAt when it last updated its row, which it does every second while it runs
   * @param polls the number of polls it has started
   * @param takenOver the number of executions of dead nodes it has released
   * @param refused the number of ends it did not record, since the waits had been taken over
   */
  public record Node(String name, Instant seenAt, long polls, long takenOver, long refused) {}

  /**
   * Counts the rows in one statement. Takes time in proportion to the number of rows.
   *
   * @return the counts
   * @throws ClusterException if the database cannot be used
   */
  public Counts counts() {
    String due = SECONDS.formatted("clock_timestamp() - min(execution_time)");
    return one(
        "with w as (select count(*) c, count(*) filter (where picked) p from video_wait),"
            + " d as (select coalesce(greatest(" + due + ", 0), 0) s from video_wait"
            + "  where not picked and execution_time <= clock_timestamp()),"
            + " e as (select count(*) filter (where outcome = 'SUCCESS') s,"
            + "  count(*) filter (where outcome = 'FAILURE') f,"
            + "  count(*) filter (where outcome = 'GAVE_UP') g, count(kept_at) k,"
            + "  count(*) filter (where kept_at is null and link_expires_at > clock_timestamp()"
            + "   and link_expires_at < clock_timestamp() + interval '2 hours') x from video_end),"
            + " b as (select coalesce(sum(slots - least(slots, greatest(0, ceil("
            + SECONDS.formatted("next_slot - clock_timestamp()")
            + " * per_second)))), 0)::bigint n, coalesce(greatest("
            + SECONDS.formatted("max(paused_until) - clock_timestamp()")
            + ", 0), 0) s from request_budget)"
            + " select w.c, w.p, d.s, e.s, e.f, e.g, e.k, (select count(*) from video_keep),"
            + " (select count(*) from video_tell), e.x, b.n, b.s from w, d, e, b",
        row -> new Counts(
            row.getLong(1),
            row.getLong(2),
            row.getDouble(3),
            row.getLong(4),
            row.getLong(5),
            row.getLong(6),
            row.getLong(7),
            row.getLong(8),
            row.getLong(9),
            row.getLong(10),
            row.getLong(11),
            row.getDouble(12)));
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

  /** Returns a new wait for a damaged row, as the node does. */
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

  private <T> T one(String sql, Reader<T> reader) {
    return list(sql, reader).get(0);
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
