package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;

/** Records the end of a wait, and schedules its delivery and download, in one transaction. */
record EndRecorder(DataSource database, boolean downloads) {
  /**
   * Records an end.
   *
   * @return false if another node has taken over the wait; in this case nothing is changed
   */
  boolean record(TaskEnd end, Execution poll) throws SQLException {
    return Transaction.in(database, connection -> {
      boolean isOwner = Executions.remove(connection, Executions.WAITS, poll);
      if (isOwner && EndTable.write(connection, end)) {
        scheduleFollowUps(connection, end);
      }
      return isOwner;
    });
  }

  private void scheduleFollowUps(Connection connection, TaskEnd end) {
    schedule(connection, Executions.DELIVERIES, Executions.DELIVERY, end, end.endedAt());
    if (downloads && end.outcome() == TaskEnd.Outcome.SUCCESS) {
      // Executions with earlier times run first. These times are in the past, in the order in which
      // the links expire.
      Instant expiry = Objects.requireNonNullElse(end.linkExpiresAt(), end.endedAt());
      Instant due = expiry.minus(DownloadExecution.LINK_LIFETIME);
      schedule(
          connection,
          Executions.DOWNLOADS,
          Executions.DOWNLOAD,
          end,
          due.isBefore(end.endedAt()) ? due : end.endedAt());
    }
  }

  private static void schedule(
      Connection connection, String table, String name, TaskEnd end, Instant at) {
    boolean unused = SchedulerClient.Builder.create(new SingleConnectionDataSource(connection))
        .tableName(table)
        .serializer(new TextSerializer())
        .jdbcCustomization(Executions.postgres())
        .build()
        .scheduleIfNotExists(new TaskInstance<>(name, end.id().value()), at);
  }
}
