package io.happyhorse.examples.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** The budget of a gateway in a row of {@code request_budget}. Thread-safe. */
record BudgetTable(DataSource database, String gateway) implements BudgetStore {
  private static final double NANOS = 1e9;
  private static final String NO_DATA = "02000";
  private static final String ROW = "select per_second, reduced_per_second, next_slot, paused_at,"
      + " paused_until, is_down, next_pause_seconds, slots from request_budget where gateway = ?";

  /** The time is told once the row is locked, which may take a while. */
  private static final String LOCKED = "with budget as materialized (" + ROW
      + " for update) select budget.*, clock_timestamp() from budget";

  private static final String UNLOCKED =
      "with budget as (" + ROW + ") select budget.*, clock_timestamp() from budget";

  /** Sets the rate; the first time, this creates the row. */
  void set(double perSecond) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(
            "insert into request_budget (gateway, per_second, next_slot, paused_until)"
                + " values (?, ?, clock_timestamp(), clock_timestamp() - interval '10 seconds')"
                + " on conflict (gateway) do update set per_second = excluded.per_second"
                + " where request_budget.per_second <> excluded.per_second")) {
      statement.setString(1, gateway);
      statement.setDouble(2, perSecond);
      statement.executeUpdate();
    }
  }

  @Override
  public Reading read() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return read(connection, UNLOCKED);
    }
  }

  @Override
  public Reading change(Change change) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Reading before = read(connection, LOCKED);
        BudgetState after = change.of(before.state(), before.now());
        if (!after.equals(before.state())) {
          write(connection, after);
        }
        connection.commit();
        return new Reading(after, before.now());
      } catch (SQLException | RuntimeException failed) {
        connection.rollback();
        throw failed;
      }
    }
  }

  private Reading read(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, gateway);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("The gateway has no row in request_budget.", NO_DATA);
        }
        return new Reading(state(row), instant(row, 9));
      }
    }
  }

  private static BudgetState state(ResultSet row) throws SQLException {
    return new BudgetState(
        row.getDouble(1),
        row.getDouble(2),
        instant(row, 3),
        instant(row, 4),
        instant(row, 5),
        row.getBoolean(6),
        Duration.ofNanos(Math.round(row.getDouble(7) * NANOS)),
        row.getLong(8));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** The rate is the node's to set that starts last, so it is not written here. */
  private void write(Connection connection, BudgetState state) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update request_budget set reduced_per_second = ?,"
            + " next_slot = ?, paused_at = ?, paused_until = ?, is_down = ?,"
            + " next_pause_seconds = ?, slots = ? where gateway = ?")) {
      statement.setDouble(1, state.reduced());
      statement.setObject(2, EndTable.at(state.nextSlot()));
      statement.setObject(3, EndTable.at(state.pausedAt()));
      statement.setObject(4, EndTable.at(state.pausedUntil()));
      statement.setBoolean(5, state.isDown());
      statement.setDouble(6, state.nextPause().toNanos() / NANOS);
      statement.setLong(7, state.granted());
      statement.setString(8, gateway);
      statement.executeUpdate();
    }
  }
}
