package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;

/** Records the end of a wait and schedules the executions that follow from it, in one transaction. */
record EndOfWait(DataSource database, boolean keeps) {
  /**
   * Records an end.
   *
   * @return false if another node has taken over the wait; in this case nothing is changed
   */
  boolean record(TaskEnd end, Execution poll) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        boolean isOurs = removeWait(connection, poll);
        if (isOurs && EndTable.write(connection, end)) {
          follow(connection, end);
        }
        connection.commit();
        return isOurs;
      } catch (SQLException | RuntimeException failed) {
        connection.rollback();
        throw failed;
      }
    }
  }

  /** Compares the version: if another node has taken over the wait, the version has changed. */
  private static boolean removeWait(Connection connection, Execution poll) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "delete from video_wait where task_name = ? and task_instance = ? and version = ?")) {
      statement.setString(1, poll.getTaskName());
      statement.setString(2, poll.getId());
      statement.setLong(3, poll.version);
      return statement.executeUpdate() == 1;
    }
  }

  private void follow(Connection connection, TaskEnd end) {
    schedule(connection, Executions.TELLS, Executions.TELL, end, end.endedAt());
    if (keeps && end.outcome() == TaskEnd.Outcome.SUCCESS) {
      // The engine takes the earliest time first. All times are in the past, in the order in which
      // the links expire.
      Instant expiry = Objects.requireNonNullElse(end.linkExpiresAt(), end.endedAt());
      Instant order = expiry.minus(KeepExecution.LIFE_OF_LINK);
      schedule(
          connection,
          Executions.KEEPS,
          Executions.KEEP,
          end,
          order.isBefore(end.endedAt()) ? order : end.endedAt());
    }
  }

  private static void schedule(
      Connection connection, String table, String name, TaskEnd end, Instant at) {
    boolean unused = SchedulerClient.Builder.create(new OneConnection(connection))
        .tableName(table)
        .serializer(new TextSerializer())
        .jdbcCustomization(Executions.postgres())
        .build()
        .scheduleIfNotExists(new TaskInstance<>(name, end.id().value()), at);
  }
}
