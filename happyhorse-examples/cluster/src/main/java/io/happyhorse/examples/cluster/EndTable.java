package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.task.Execution;
import io.happyhorse.core.task.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code video_end}. */
record EndTable(DataSource database) {
  static final String COLUMNS = "task_id, gateway, outcome, report, ended_at, by_node,"
      + " link_expires_at, video_file, downloaded_at, delivered_at";

  /** Writes an end as part of a transaction. Returns false, and writes nothing, if the task has already ended. */
  static boolean write(Connection connection, TaskEnd end) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("insert into video_end"
        + " (task_id, gateway, outcome, report, ended_at, by_node, link_expires_at)"
        + " values (?, ?, ?, ?, ?, ?, ?) on conflict (task_id) do update set"
        + " gateway = excluded.gateway, outcome = excluded.outcome, report = excluded.report,"
        + " ended_at = excluded.ended_at, by_node = excluded.by_node,"
        + " link_expires_at = excluded.link_expires_at, delivered_at = null"
        + " where video_end.outcome = 'GAVE_UP'")) {
      statement.setString(1, end.id().value());
      statement.setString(2, end.gateway());
      statement.setString(3, end.outcome().name());
      statement.setString(4, end.report());
      statement.setObject(5, toTimestamp(end.endedAt()));
      statement.setString(6, end.node());
      statement.setObject(7, toTimestamp(end.linkExpiresAt()));
      return statement.executeUpdate() == 1;
    }
  }

  @Nullable
  TaskEnd find(String id) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(
            "select " + COLUMNS + " from video_end where task_id = ?")) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? read(row) : null;
      }
    }
  }

  static TaskEnd read(ResultSet row) throws SQLException {
    return new TaskEnd(
        TaskId.of(row.getString("task_id")),
        row.getString("gateway"),
        TaskEnd.Outcome.valueOf(row.getString("outcome")),
        row.getString("report"),
        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
        row.getString("by_node"),
        instant(row, "link_expires_at"),
        row.getString("video_file"),
        instant(row, "downloaded_at"),
        instant(row, "delivered_at"));
  }

  void markDownloaded(String id, String file) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement("update video_end"
            + " set video_file = ?, downloaded_at = clock_timestamp() where task_id = ?")) {
      statement.setString(1, file);
      statement.setString(2, id);
      statement.executeUpdate();
    }
  }

  /**
   * Records that an end was delivered, and removes the execution that has delivered it, in one transaction: an end that replaces this
   * one waits for the transaction, and then schedules its own delivery.
   *
   * @return false if a later end has already replaced this one; in this case nothing is changed
   */
  boolean recordDelivery(TaskEnd end, Execution delivery) throws SQLException {
    return Transaction.in(database, connection -> {
      boolean isLatest = markDelivered(connection, end);
      if (isLatest) {
        // Removes nothing if another node has taken over the delivery, which it then repeats.
        boolean unused = Executions.remove(connection, Executions.DELIVERIES, delivery);
      }
      return isLatest;
    });
  }

  private static boolean markDelivered(Connection connection, TaskEnd end) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "update video_end set delivered_at = clock_timestamp() where ended_at = ? and task_id = ?")) {
      statement.setObject(1, toTimestamp(end.endedAt()));
      statement.setString(2, end.id().value());
      return statement.executeUpdate() == 1;
    }
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  static @Nullable OffsetDateTime toTimestamp(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
