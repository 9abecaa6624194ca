package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** The counters of this node since it started. Thread-safe. */
final class NodeCounters extends AbstractSchedulerListener {
  final LongAdder polls = new LongAdder();

  /** The total delay of the polls, in milliseconds. */
  final LongAdder lagMillis = new LongAdder();

  /** The executions of other nodes that this node has released, since those nodes sent no more heartbeats. */
  final LongAdder takenOver = new LongAdder();

  /** The ends that this node did not record, since other nodes had taken over the waits. */
  final LongAdder refused = new LongAdder();

  @Override
  public void onExecutionDead(Execution execution) {
    takenOver.increment();
  }

  void write(DataSource database, String node) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(
            "insert into video_node (node, started_at, seen_at, polls, lag_millis, taken_over, refused)"
                + " values (?, clock_timestamp(), clock_timestamp(), ?, ?, ?, ?)"
                + " on conflict (node) do update set seen_at = excluded.seen_at,"
                + " polls = excluded.polls, lag_millis = excluded.lag_millis, taken_over = excluded.taken_over,"
                + " refused = excluded.refused")) {
      statement.setString(1, node);
      statement.setLong(2, polls.sum());
      statement.setLong(3, lagMillis.sum());
      statement.setLong(4, takenOver.sum());
      statement.setLong(5, refused.sum());
      statement.executeUpdate();
    }
  }
}
