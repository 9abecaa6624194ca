package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.happyhorse.core.task.TaskId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndRecorderTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private TestDatabase database;

  @BeforeEach
  void add_a_wait() throws SQLException {
    database = TestDatabase.withTables();
    new WaitTable(database.pool()).add(List.of(ID), Duration.ofMinutes(5), null);
  }

  @AfterEach
  void close_database() {
    if (database != null) {
      database.close();
    }
  }

  private static TaskEnd end(TaskEnd.Outcome outcome) {
    return new TaskEnd(
        ID, "https://g", outcome, "{}", NOW, "me", NOW.plusSeconds(60), null, null, null);
  }

  private boolean record(TaskEnd end, boolean downloads, long version) throws SQLException {
    Execution poll = new Execution(
        NOW, new TaskInstance<>("wait", ID.value()), true, "me", null, null, 0, null, version);
    return new EndRecorder(database.pool(), downloads).record(end, poll);
  }

  @Test
  void an_end_is_recorded_together_with_its_delivery_and_download() throws SQLException {
    assertThat(record(end(TaskEnd.Outcome.SUCCESS), true, 1)).isTrue();

    assertThat(database.strings("select outcome from video_end")).containsExactly("SUCCESS");
    assertThat(database.strings("select task_instance from video_delivery"))
        .containsExactly("asyntask_A");
    assertThat(database.strings(
            "select (execution_time at time zone 'UTC')::text from video_download"))
        .containsExactly("2026-11-24 10:01:00");
    assertThat(database.strings("select 1 from video_wait")).isEmpty();
  }

  @Test
  void a_failed_task_has_no_download() throws SQLException {
    assertThat(record(end(TaskEnd.Outcome.FAILURE), true, 1)).isTrue();

    assertThat(database.strings("select 1 from video_download")).isEmpty();
  }

  @Test
  void nothing_changes_if_a_statement_fails() throws SQLException {
    database.execute("drop table video_delivery");

    assertThatThrownBy(() -> record(end(TaskEnd.Outcome.SUCCESS), true, 1))
        .hasStackTraceContaining("video_delivery");

    assertThat(database.strings("select 1 from video_end")).isEmpty();
    assertThat(database.strings("select 1 from video_download")).isEmpty();
    assertThat(database.strings("select 1 from video_wait")).hasSize(1);
  }

  @Test
  void a_poll_that_another_node_took_over_records_nothing() throws SQLException {
    assertThat(record(end(TaskEnd.Outcome.SUCCESS), true, 0)).isFalse();

    assertThat(database.strings("select 1 from video_end")).isEmpty();
    assertThat(database.strings("select 1 from video_wait")).hasSize(1);
  }

  @Test
  void an_end_that_the_gateway_reported_is_final() throws SQLException {
    record(end(TaskEnd.Outcome.FAILURE), false, 1);
    database.execute("delete from video_delivery");
    database.execute(
        "insert into video_wait (task_name, task_instance, execution_time, picked, version)"
            + " values ('wait', 'asyntask_A', now(), false, 7)");

    assertThat(record(end(TaskEnd.Outcome.SUCCESS), false, 7)).isTrue();

    assertThat(database.strings("select outcome from video_end")).containsExactly("FAILURE");
    assertThat(database.strings("select 1 from video_delivery")).isEmpty();
  }
}
