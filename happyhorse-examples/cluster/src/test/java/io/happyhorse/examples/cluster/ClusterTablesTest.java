package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.task.TaskId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterTablesTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  @Test
  void a_wait_is_read_with_its_state_and_the_node_that_polls_it() throws SQLException {
    try (TestDatabase database = TestDatabase.withTables()) {
      new WaitTable(database.pool()).add(List.of(ID, TaskId.of("b")), Duration.ofMinutes(7), "k");
      database.execute("update video_wait set picked = true, picked_by = 'node-1',"
          + " execution_time = now() - interval '1 hour' where task_instance = 'asyntask_A'");

      ClusterTables.Waiting wait = database.tables().waiting(1).get(0);

      assertThat(wait.id()).isEqualTo("asyntask_A");
      assertThat(wait.node()).isEqualTo("node-1");
      assertThat(wait.timeout()).isEqualTo(Duration.ofMinutes(7));
      assertThat(WaitState.parse(ID, wait.state())).isEqualTo(WaitState.begin());
      assertThat(database.tables().counts().inFlight()).isEqualTo(1);
      assertThat(database.tables().waiting(9)).hasSize(2);
    }
  }

  @Test
  void a_node_is_listed_with_its_counters() throws SQLException {
    try (TestDatabase database = TestDatabase.withTables()) {
      NodeCounters counters = new NodeCounters();
      counters.polls.add(3);
      counters.write(database.pool(), "node-1");
      counters.polls.add(4);
      counters.refused.increment();
      counters.write(database.pool(), "node-1");

      assertThat(database.tables().nodes()).singleElement().satisfies(node -> {
        assertThat(node.name()).isEqualTo("node-1");
        assertThat(node.polls()).isEqualTo(7);
        assertThat(node.refused()).isEqualTo(1);
        assertThat(node.takenOver()).isZero();
      });
    }
  }
}
