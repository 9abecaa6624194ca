package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.happyhorse.core.task.TaskId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryExecutionTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private final List<TaskEnd.Outcome> delivered = new ArrayList<>();
  private OutcomeSink sink = end -> delivered.add(end.outcome());
  private TestDatabase database;

  @BeforeEach
  void record_an_abandoned_wait() throws SQLException {
    database = TestDatabase.withTables();
    endWait(TaskEnd.Outcome.GAVE_UP, NOW);
  }

  @AfterEach
  void close_database() {
    if (database != null) {
      database.close();
    }
  }

  private void endWait(TaskEnd.Outcome outcome, Instant at) throws SQLException {
    new WaitTable(database.pool()).add(List.of(ID), Duration.ofMinutes(5), null);
    TaskEnd end = new TaskEnd(ID, "https://g", outcome, "{}", at, "me", null, null, null, null);
    assertThat(new EndRecorder(database.pool(), false).record(end, execution(Executions.WAIT, 1)))
        .isTrue();
  }

  private static Execution execution(String task, long version) {
    return new Execution(
        NOW, new TaskInstance<>(task, ID.value()), true, "me", null, null, 0, null, version);
  }

  private void deliver(long version) throws SQLException {
    Execution execution = execution(Executions.DELIVERY, version);
    new DeliveryExecution(
            end -> sink.ended(end),
            new EndTable(database.pool()),
            new DatabaseClock(DatabaseClock.read(database.pool())))
        .execute(
            new TaskInstance<>(Executions.DELIVERY, ID.value()),
            new ExecutionContext(null, execution, null, null));
  }

  private List<String> scheduled() throws SQLException {
    return database.strings("select task_instance from video_delivery");
  }

  private boolean isMarked() {
    return database.tables().ends(1).get(0).deliveredAt() != null;
  }

  @Test
  void an_end_that_is_recorded_after_a_delivery_is_delivered_too() throws SQLException {
    deliver(1);
    assertThat(isMarked()).isTrue();

    // The row of the first delivery must be gone by now: otherwise the new end would not schedule
    // its own.
    assertThat(scheduled()).isEmpty();
    endWait(TaskEnd.Outcome.SUCCESS, NOW.plusSeconds(1));
    assertThat(scheduled()).containsExactly(ID.value());
    deliver(1);

    assertThat(delivered).containsExactly(TaskEnd.Outcome.GAVE_UP, TaskEnd.Outcome.SUCCESS);
  }

  @Test
  void an_end_that_is_recorded_during_a_delivery_is_delivered_next() throws SQLException {
    sink = end -> endWait(TaskEnd.Outcome.SUCCESS, NOW.plusSeconds(1));
    deliver(1);
    assertThat(isMarked()).isFalse();
    assertThat(scheduled()).containsExactly(ID.value());

    sink = end -> delivered.add(end.outcome());
    deliver(1);

    assertThat(delivered).containsExactly(TaskEnd.Outcome.SUCCESS);
    assertThat(isMarked()).isTrue();
    assertThat(scheduled()).isEmpty();
  }

  @Test
  void a_delivery_that_another_node_took_over_remains_scheduled() throws SQLException {
    deliver(0);

    assertThat(scheduled()).containsExactly(ID.value());
  }

  @Test
  void a_delivery_remains_scheduled_if_the_sink_fails() throws SQLException {
    sink = end -> {
      throw new IllegalStateException("secret");
    };

    assertThatThrownBy(() -> deliver(1))
        .isInstanceOf(ClusterException.class)
        .hasMessage("The sink did not accept the end of asyntask_A"
            + " (java.lang.IllegalStateException).");

    assertThat(isMarked()).isFalse();
    assertThat(scheduled()).containsExactly(ID.value());
  }
}
