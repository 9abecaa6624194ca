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

class EndOfWaitTest {
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

  private boolean record(TaskEnd end, boolean keeps, long version) throws SQLException {
    Execution poll = new Execution(
        NOW, new TaskInstance<>("wait", ID.value()), true, "me", null, null, 0, null, version);
    return new EndOfWait(database.pool(), keeps).record(end, poll);
  }

  @Test
  void what_follows_from_an_end_comes_with_it() throws SQLException {
    assertThat(record(end(TaskEnd.Outcome.SUCCESS), true, 1)).isTrue();

    assertThat(database.strings("select outcome from video_end")).containsExactly("SUCCESS");
    assertThat(database.strings("select task_instance from video_tell"))
        .containsExactly("asyntask_A");
    assertThat(database.strings("select (execution_time at time zone 'UTC')::text from video_keep"))
        .containsExactly("2026-11-24 10:01:00");
    assertThat(database.strings("select 1 from video_wait")).isEmpty();
  }

  @Test
  void a_failure_has_no_video() throws SQLException {
    assertThat(record(end(TaskEnd.Outcome.FAILURE), true, 1)).isTrue();

    assertThat(database.strings("select 1 from video_keep")).isEmpty();
  }

  @Test
  void if_a_part_of_it_fails_nothing_has_changed() throws SQLException {
    database.execute("drop table video_tell");

    assertThatThrownBy(() -> record(end(TaskEnd.Outcome.SUCCESS), true, 1))
        .hasStackTraceContaining("video_tell");

    assertThat(database.strings("select 1 from video_end")).isEmpty();
    assertThat(database.strings("select 1 from video_keep")).isEmpty();
    assertThat(database.strings("select 1 from video_wait")).hasSize(1);
  }

  @Test
  void a_poll_that_was_taken_over_records_nothing() throws SQLException {
    assertThat(record(end(TaskEnd.Outcome.SUCCESS), true, 0)).isFalse();

    assertThat(database.strings("select 1 from video_end")).isEmpty();
    assertThat(database.strings("select 1 from video_wait")).hasSize(1);
  }

  @Test
  void an_end_that_the_gateway_reported_is_final() throws SQLException {
    record(end(TaskEnd.Outcome.FAILURE), false, 1);
    database.execute("delete from video_tell");
    database.execute(
        "insert into video_wait (task_name, task_instance, execution_time, picked, version)"
            + " values ('wait', 'asyntask_A', now(), false, 7)");

    assertThat(record(end(TaskEnd.Outcome.SUCCESS), false, 7)).isTrue();

    assertThat(database.strings("select outcome from video_end")).containsExactly("FAILURE");
    assertThat(database.strings("select 1 from video_tell")).isEmpty();
  }
}
