package io.happyhorse.examples.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code request_budget}. */
record BudgetTable(DataSource database, String gateway) {
  /** A node that is late makes up for this much; more would come as a burst. */
  private static final String DEBT = "interval '50 milliseconds'";

  /** The furthest slot that is given out, so that few slots are outstanding when a pause begins. */
  private static final String AHEAD = "interval '500 milliseconds'";

  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  /** A row as it was at {@code now}; {@code nextSlot} is the first slot that was not given out. */
  record Row(
      Instant nextSlot, double perSecond, Instant pausedUntil, double pauseSeconds, Instant now) {}

  void set(double perSecond) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(
            "insert into request_budget (gateway, per_second, next_slot, paused_until)"
                + " values (?, ?, clock_timestamp(), clock_timestamp())"
                + " on conflict (gateway) do update set per_second = excluded.per_second"
                + " where request_budget.per_second <> excluded.per_second")) {
      statement.setString(1, gateway);
      statement.setDouble(2, perSecond);
      statement.executeUpdate();
    }
  }

  /** Returns the row before the reservation, or null if there is a pause or slots are given out too far ahead. */
  @Nullable
  Row reserve(int slots) throws SQLException {
    return one(
        "update request_budget set slots = slots + ?,"
            + " next_slot = greatest(next_slot, paused_until, clock_timestamp() - " + DEBT
            + ") + ? * interval '1 second' / per_second"
            + " where gateway = ? and greatest(next_slot, paused_until) < clock_timestamp() + "
            + AHEAD
            + " returning next_slot, per_second, paused_until, pause_seconds, clock_timestamp()",
        statement -> {
          statement.setInt(1, slots);
          statement.setInt(2, slots);
          statement.setString(3, gateway);
        });
  }

  @Nullable
  Row read() throws SQLException {
    return one(
        "select next_slot, per_second, paused_until, pause_seconds, clock_timestamp()"
            + " from request_budget where gateway = ?",
        statement -> statement.setString(1, gateway));
  }

  /** Begins a pause, or lengthens the one there is. */
  void pause(Duration length) throws SQLException {
    update(
        "update request_budget set paused_until ="
            + " greatest(paused_until, clock_timestamp() + ? * interval '1 millisecond')"
            + " where gateway = ?",
        length.toNanos() / NANOS * MILLIS);
  }

  /** Begins a pause of 5 s, or of twice the one before up to 60 s; does nothing during a pause. */
  void pauseLonger() throws SQLException {
    update(
        "update request_budget set pause_seconds = least(60, greatest(?, 2 * pause_seconds)),"
            + " paused_until = clock_timestamp()"
            + " + least(60, greatest(5, 2 * pause_seconds)) * interval '1 second'"
            + " where gateway = ? and paused_until <= clock_timestamp()",
        5);
  }

  /** Lets the next pause begin with 5 s, now that there was a good response after a pause. */
  void forgetPauses() throws SQLException {
    update(
        "update request_budget set pause_seconds = ?"
            + " where gateway = ? and pause_seconds > 0 and paused_until <= clock_timestamp()",
        0);
  }

  private void update(String sql, double value) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setDouble(1, value);
      statement.setString(2, gateway);
      statement.executeUpdate();
    }
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  private @Nullable Row one(String sql, Parameters parameters) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? new Row(
                instant(row, 1),
                row.getDouble(2),
                instant(row, 3),
                row.getDouble(4),
                instant(row, 5))
            : null;
      }
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
