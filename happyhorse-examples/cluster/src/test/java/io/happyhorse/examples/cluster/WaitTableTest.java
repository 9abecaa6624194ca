package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.task.TaskId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitTableTest {
  private static final List<TaskId> IDS =
      List.of(TaskId.of("asyntask_B"), TaskId.of("asyntask_A"), TaskId.of("asyntask_B"));

  private TestDatabase database;

  @BeforeEach
  void create_tables() throws SQLException {
    database = TestDatabase.withTables();
  }

  @AfterEach
  void close_database() {
    if (database != null) {
      database.close();
    }
  }

  private int add() {
    return new WaitTable(database.pool()).add(IDS, Duration.ofMinutes(5), null);
  }

  private static void insert(Connection connection, String id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into video_wait (task_name, task_instance, execution_time, picked, version)"
              + " values ('wait', '" + id + "', now(), false, 1)");
    }
  }

  private boolean isBlocked() throws SQLException {
    return !database
        .strings("select 1 from pg_stat_activity where datname = current_database()"
            + " and wait_event_type = 'Lock'")
        .isEmpty();
  }

  @Test
  void each_task_is_added_once() {
    assertThat(add()).isEqualTo(2);
    assertThat(add()).isZero();
  }

  @Test
  void processes_that_add_the_same_tasks_in_different_orders_do_not_deadlock() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection other = database.pool().getConnection()) {
      other.setAutoCommit(false);
      insert(other, "asyntask_A");
      Future<Integer> added = thread.submit(this::add);
      await().atMost(50, TimeUnit.SECONDS).until(this::isBlocked);

      insert(other, "asyntask_B");
      other.commit();

      assertThat(added.get(50, TimeUnit.SECONDS)).isZero();
    } finally {
      thread.shutdownNow();
    }
  }
}
