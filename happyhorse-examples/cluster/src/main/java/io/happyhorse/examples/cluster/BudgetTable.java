package io.happyhorse.examples.cluster;

import io.happyhorse.core.lifecycle.RequestLimit;
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
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String NO_DATA = "02000";
  private static final String ROW = "select per_second, reduced_per_second, next_slot, paused_at,"
      + " paused_until, is_down, next_pause_seconds, slots from request_budget where gateway = ?";

  /** Reads the time after the row is locked, since waiting for the lock may take some time. */
  private static final String LOCKED = "with budget as materialized (" + ROW
      + " for update) select budget.*, clock_timestamp() from budget";

  private static final String UNLOCKED =
      "with budget as (" + ROW + ") select budget.*, clock_timestamp() from budget";

  /** Sets the requests per second; creates the row if there is none. */
  void setRate(double perSecond) throws SQLException {
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
    return Transaction.in(database, connection -> {
      Reading before = read(connection, LOCKED);
      BudgetState after = change.apply(before.state(), before.now());
      if (!after.equals(before.state())) {
        write(connection, after);
      }
      return new Reading(after, before.now());
    });
  }

  private Reading read(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, gateway);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException(
              "The table request_budget has no row for " + gateway + ".", NO_DATA);
        }
        return new Reading(state(row), instant(row, 9));
      }
    }
  }

  private static BudgetState state(ResultSet row) throws SQLException {
    RequestLimit limit = new RequestLimit(
        row.getDouble(1),
        row.getDouble(2),
        BudgetState.nanos(instant(row, 4)),
        BudgetState.nanos(instant(row, 5)),
        row.getBoolean(6),
        Duration.ofNanos(Math.round(row.getDouble(7) * NANOS_PER_SECOND)));
    return new BudgetState(limit, instant(row, 3), row.getLong(8));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** Does not write the rate, which the node that started last has set. */
  private void write(Connection connection, BudgetState state) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update request_budget set reduced_per_second = ?,"
            + " next_slot = ?, paused_at = ?, paused_until = ?, is_down = ?,"
            + " next_pause_seconds = ?, slots = ? where gateway = ?")) {
      RequestLimit limit = state.limit();
      statement.setDouble(1, limit.reducedPerSecond());
      statement.setObject(2, EndTable.toTimestamp(state.nextSlot()));
      statement.setObject(3, EndTable.toTimestamp(BudgetState.instant(limit.pausedAt())));
      statement.setObject(4, EndTable.toTimestamp(BudgetState.instant(limit.pausedUntil())));
      statement.setBoolean(5, limit.isDown());
      statement.setDouble(6, limit.nextPause().toNanos() / NANOS_PER_SECOND);
      statement.setLong(7, state.reserved());
      statement.setString(8, gateway);
      statement.executeUpdate();
    }
  }
}
