package io.happyhorse.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.happyhorse.core.task.TaskId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Adds rows to {@code video_wait}. */
record WaitTable(DataSource database) {
  private static final int BATCH_SIZE = 1_000;

  /** Adds waits for the tasks that have neither a wait nor an end, in one transaction. Returns the number of new waits. */
  int add(Collection<TaskId> ids, Duration timeout, @Nullable String kind) {
    try {
      Instant now = DatabaseClock.read(database);
      byte[] data = WaitRow.begin(now, timeout, kind).toText().getBytes(UTF_8);
      Collection<TaskId> sorted = new TreeSet<>(ids); // else two processes could deadlock
      return Transaction.in(database, connection -> add(connection, sorted, now, data));
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }

  private static int add(Connection connection, Collection<TaskId> ids, Instant now, byte[] data)
      throws SQLException {
    int added = 0;
    try (PreparedStatement statement = connection.prepareStatement(
        "insert into video_wait (task_name, task_instance, task_data, execution_time, picked, version)"
            + " select ?, ?, ?, ?, false, 1 where not exists"
            + " (select from video_end where task_id = ? and outcome <> 'GAVE_UP')"
            + " on conflict do nothing")) {
      int rows = 0;
      for (TaskId id : ids) {
        statement.setString(1, Executions.WAIT);
        statement.setString(2, id.value());
        statement.setBytes(3, data);
        statement.setObject(4, EndTable.toTimestamp(now));
        statement.setString(5, id.value());
        statement.addBatch();
        if (++rows % BATCH_SIZE == 0) {
          added += Arrays.stream(statement.executeBatch()).sum();
        }
      }
      return added + Arrays.stream(statement.executeBatch()).sum();
    }
  }
}
