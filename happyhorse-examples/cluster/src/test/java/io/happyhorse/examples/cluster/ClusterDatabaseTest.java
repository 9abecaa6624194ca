package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterDatabaseTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final String IS_DUE =
      "select (execution_time <= clock_timestamp())::text from video_wait";

  private TestDatabase tables;
  private ClusterDatabase database;

  @BeforeEach
  void open() throws SQLException {
    tables = TestDatabase.withTables();
    database = ClusterDatabase.open(tables.url(), null, null);
  }

  @AfterEach
  void close() {
    if (database != null) {
      database.close();
    }
    if (tables != null) {
      tables.close();
    }
  }

  private void addWait(TaskId id) throws SQLException {
    new WaitTable(tables.pool()).add(List.of(id), Duration.ofMinutes(5), null);
    tables.execute("update video_wait set execution_time = now() + interval '1 hour'");
  }

  private void addEnd(TaskId id, String outcome) throws SQLException {
    tables.execute("insert into video_end (task_id, gateway, outcome, report, ended_at, by_node)"
        + " values ('" + id + "', 'g', '" + outcome + "', '{}', now(), 'n')");
  }

  @Test
  void a_snapshot_has_waits_ends_counts_and_budgets() throws SQLException {
    addWait(ID);
    addEnd(TaskId.of("asyntask_B"), "FAILURE");
    new BudgetTable(tables.pool(), "https://g").setRate(7);

    ClusterDatabase.Snapshot snapshot = database.snapshot(10);

    assertThat(snapshot.waiting())
        .extracting(ClusterTables.Waiting::id)
        .containsExactly("asyntask_A");
    assertThat(snapshot.ends()).extracting(end -> end.id().value()).containsExactly("asyntask_B");
    assertThat(snapshot.counts().waiting()).isEqualTo(1);
    assertThat(snapshot.budgets())
        .containsExactly(new ClusterTables.Budget("https://g", 7, null, false));
  }

  @Test
  void a_pause_and_an_outage_are_distinguished() throws SQLException {
    BudgetTable budget = new BudgetTable(tables.pool(), "https://g");
    budget.setRate(7);
    budget.change(BudgetEvents.pause(Duration.ofMinutes(1)));
    assertThat(database.snapshot(1).budgets().get(0))
        .satisfies(it -> assertThat(it.pausedUntil()).isNotNull())
        .satisfies(it -> assertThat(it.isDown()).isFalse());

    tables.execute("update request_budget set is_down = true, paused_until = now()");
    assertThat(database.snapshot(1).budgets().get(0))
        .satisfies(it -> assertThat(it.pausedUntil()).isNotNull())
        .satisfies(it -> assertThat(it.isDown()).isTrue());
  }

  @Test
  void poll_now_makes_the_next_poll_due() throws SQLException {
    addWait(ID);
    assertThat(tables.strings(IS_DUE)).containsExactly("false");

    assertThat(database.pollNow(ID)).isTrue();
    assertThat(tables.strings(IS_DUE)).containsExactly("true");
  }

  @Test
  void poll_now_does_not_change_a_poll_in_flight() throws SQLException {
    addWait(ID);
    tables.execute("update video_wait set picked = true, picked_by = 'node-1'");

    assertThat(database.pollNow(ID)).isTrue();
    assertThat(tables.strings(IS_DUE)).containsExactly("false");
  }

  @Test
  void poll_now_restarts_an_abandoned_wait_but_no_finished_or_unknown_task() throws SQLException {
    addEnd(ID, "GAVE_UP");
    addEnd(TaskId.of("asyntask_B"), "SUCCESS");

    assertThat(database.pollNow(TaskId.of("asyntask_B"))).isFalse();
    assertThat(database.pollNow(TaskId.of("asyntask_C"))).isFalse();
    assertThat(tables.strings("select 1 from video_wait")).isEmpty();
    assertThat(database.pollNow(ID)).isTrue();
    assertThat(tables.strings("select task_instance from video_wait"))
        .containsExactly("asyntask_A");
  }

  @Test
  void a_damaged_row_is_shown_as_a_wait_that_starts_again() throws SQLException {
    addWait(ID);
    tables.execute("update video_wait set task_data = 'damaged'");

    assertThat(database.snapshot(1).waiting().get(0).state()).contains("happyhorse-wait/");
  }

  @Test
  void tables_of_another_version_are_rejected() throws SQLException {
    tables.execute("update video_schema set version = 9");

    assertThatThrownBy(() -> ClusterDatabase.open(tables.url(), null, null))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("version 9");
  }
}
