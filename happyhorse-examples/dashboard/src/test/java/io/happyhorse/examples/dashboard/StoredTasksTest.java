package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.lifecycle.GatewayHistory;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredTasksTest {
  private static final TaskId CAT = TaskId.of("cat");

  @TempDir
  Path videos;

  private TestClusterDatabase database;
  private StoredTasks tasks;

  @BeforeEach
  void open() throws SQLException, IOException {
    database = TestClusterDatabase.withTables();
    tasks = database.tasks(videos);
  }

  @AfterEach
  void close() throws SQLException {
    if (tasks != null) {
      tasks.close();
    }
    if (database != null) {
      database.close();
    }
  }

  static WaitState observed(String id, String word, String progress) {
    Instant now = Instant.now();
    VideoTask task = VideoTask.builder(TaskId.of(id), word, now)
        .progress(Progress.of(progress))
        .timeline(new Timeline(now.minusSeconds(90), now.minusSeconds(30), null))
        .build();
    return WaitState.begin().on(task, Duration.ofSeconds(50)).state();
  }

  static WaitState failing(String id) {
    QueryDetails details = new QueryDetails(TaskId.of(id), null, 503, null, 1, null, null);
    return WaitState.begin()
        .on(
            new GatewayUnavailableException(details),
            Duration.ofSeconds(1),
            GatewayHistory.NONE,
            GiveUpPolicy.defaults())
        .state();
  }

  private TaskRow row(String id) {
    return tasks.changesSince(0).rows().stream()
        .filter(row -> row.id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private TaskDetail detail(String id) {
    assertThat(tasks.changesSince(0).rows()).isNotEmpty();
    return Objects.requireNonNull(tasks.detail(TaskId.of(id)));
  }

  @Test
  void a_wait_is_a_row_with_its_last_observation() throws SQLException {
    database.addWait("cat", observed("cat", "queueing", "30%"));

    TaskRow row = row("cat");
    assertThat(row.state()).isEqualTo(RowState.OTHER);
    assertThat(row.unusualStatus()).isEqualTo("queueing");
    assertThat(row.percent()).isEqualTo(30);
    assertThat(row.polls()).isEqualTo(1);
    assertThat(row.error()).isNull();
    assertThat(Duration.between(Objects.requireNonNull(row.submittedAt()), tasks.instant()))
        .isBetween(Duration.ofSeconds(90), Duration.ofMinutes(30));
    assertThat(Duration.between(tasks.instant(), Objects.requireNonNull(row.nextPollAt())))
        .isBetween(Duration.ofMinutes(20), Duration.ofMinutes(40));
  }

  @Test
  void an_end_is_a_row_with_its_outcome_and_the_expiry_of_its_link() throws SQLException {
    database.addEnd(
        "cat",
        "SUCCESS",
        "{\"polls\":7,\"status\":\"SUCCEEDED\",\"progress\":\"100%\",\"submitted_at\":\"2026-11-25T10:00:00Z\","
            + "\"finished_at\":\"2026-11-25T10:02:00Z\"}",
        90);

    TaskRow row = row("cat");
    assertThat(row.state()).isEqualTo(RowState.SUCCESS);
    assertThat(row.unusualStatus()).isEqualTo("SUCCEEDED");
    assertThat(row.polls()).isEqualTo(7);
    assertThat(row.submittedAt()).isEqualTo("2026-11-25T10:00:00Z");
    assertThat(row.finishedAt()).isEqualTo("2026-11-25T10:02:00Z");
    assertThat(row.nextPollAt()).isNull();
    assertThat(row.video()).isEqualTo(VideoState.NONE);
    assertThat(Duration.between(tasks.instant(), Objects.requireNonNull(row.linkExpiresAt())))
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(90));
  }

  @Test
  void a_downloaded_video_is_served_if_the_folder_is_shared() throws SQLException, IOException {
    database.addEnd("cat", "SUCCESS", "{}", 90);
    database.addEnd("dog", "SUCCESS", "{}", 90);
    database.execute("update video_end set video_file = task_id || '.mp4', downloaded_at = now()");
    Path file = Files.createFile(videos.resolve("cat.mp4"));

    assertThat(row("cat").video()).isEqualTo(VideoState.DOWNLOADED);
    assertThat(row("dog").video()).isEqualTo(VideoState.ELSEWHERE);
    assertThat(tasks.video(CAT)).isEqualTo(file);
    assertThat(tasks.video(TaskId.of("dog"))).isNull();
  }

  @Test
  void a_detail_has_what_is_stored_and_neither_history_nor_json() throws SQLException {
    database.addWait("waits", failing("waits"));
    database.addEnd(
        "failed",
        "FAILURE",
        "{\"failure_code\":\"Bad\",\"failure\":\"no horse\",\"request_id\":\"r-1\"}",
        0);
    database.addEnd(
        "lost", "GAVE_UP", "{\"reason\":\"NOT_FOUND\",\"last_error\":\"task_not_exist\"}", 0);

    TaskDetail.PollError error = Objects.requireNonNull(detail("waits").lastError());
    assertThat(error.httpStatus()).isEqualTo(503);
    assertThat(row("waits").error()).isEqualTo(error.problem());
    assertThat(Objects.requireNonNull(detail("failed").failure()).message()).isEqualTo("no horse");
    assertThat(detail("failed").requestId()).isEqualTo("r-1");
    assertThat(detail("lost").gaveUp())
        .isEqualTo("The gateway does not know the task. The last error: task_not_exist");
    assertThat(detail("failed").history()).isNull();
    assertThat(detail("failed").rawJson()).isNull();
    assertThat(tasks.features()).isEmpty();
    assertThat(tasks.detail(TaskId.of("missing"))).isNull();
  }

  @Test
  void only_changed_rows_are_returned_and_all_rows_after_one_was_removed() throws SQLException {
    database.addWait("cat", WaitState.begin());
    database.addWait("dog", WaitState.begin());
    TaskChanges all = tasks.changesSince(0);
    assertThat(all.rows()).hasSize(2);
    assertThat(all.isComplete()).isTrue();

    database.execute("update video_wait set execution_time = now() where task_instance = 'dog'");
    TaskChanges some = tasks.changesSince(all.version());
    assertThat(some.rows()).extracting(row -> row.id().value()).containsExactly("dog");
    assertThat(some.isComplete()).isFalse();
    assertThat(tasks.changesSince(some.version()).rows()).isEmpty();

    database.execute("delete from video_wait where task_instance = 'dog'");
    TaskChanges rest = tasks.changesSince(some.version());
    assertThat(rest.isComplete()).isTrue();
    assertThat(rest.rows()).extracting(row -> row.id().value()).containsExactly("cat");
  }

  @Test
  void a_wait_and_its_end_are_the_same_row() throws SQLException {
    database.addWait("ant", WaitState.begin());
    database.addWait("cat", WaitState.begin());
    TaskRow before = row("cat");
    database.execute("delete from video_wait where task_instance = 'cat'");
    database.addEnd("cat", "FAILURE", "{}", 0);

    assertThat(row("cat").state()).isEqualTo(RowState.FAILURE);
    assertThat(row("cat").order()).isEqualTo(before.order());
  }

  @Test
  void poll_now_makes_a_wait_due_and_restarts_an_abandoned_wait() throws SQLException {
    database.addWait("cat", WaitState.begin());
    database.addEnd("lost", "GAVE_UP", "{}", 0);
    database.addEnd("done", "SUCCESS", "{}", 90);

    assertThat(tasks.pollNow(CAT)).isTrue();
    assertThat(database.isDue("cat")).isTrue();
    assertThat(tasks.pollNow(TaskId.of("lost"))).isTrue();
    assertThat(row("lost").state()).isEqualTo(RowState.NO_STATUS);
    assertThat(tasks.pollNow(TaskId.of("done"))).isFalse();
    assertThat(tasks.stop(CAT)).isFalse();
    assertThat(tasks.download(TaskId.of("done"))).isFalse();
  }

  @Test
  void the_load_is_that_of_all_nodes() throws SQLException {
    database.execute(
        "insert into request_budget (gateway, per_second, next_slot, paused_until, is_down)"
            + " values ('g', 50, now(), now() + interval '1 hour', true), ('h', 20, now(), now(), false)");
    database.addWait("cat", WaitState.begin());
    database.execute("update video_wait set execution_time = now() - interval '1 minute'");
    String finished = Instant.now().minusSeconds(20).toString();
    database.addEnd("done", "SUCCESS", "{\"polls\":3,\"finished_at\":\"" + finished + "\"}", 90);

    LoadSummary summary = tasks.summary();
    assertThat(summary.ratePerSecond()).isEqualTo(70);
    assertThat(summary.due()).isEqualTo(1);
    assertThat(summary.pausedUntil()).isNotNull();
    assertThat(summary.pauseReason()).contains("down");
    assertThat(summary.ends().stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
    assertThat(summary.delayMedian()).isBetween(Duration.ofSeconds(19), Duration.ofMinutes(10));
    assertThat(tasks.omitted()).isZero();
  }

  @Test
  void a_row_that_cannot_be_read_is_shown_without_status() throws SQLException {
    database.addWait("cat", WaitState.begin());
    database.execute("update video_wait set task_data ="
        + " convert_to(replace(convert_from(task_data, 'UTF8'), 'wait/1', 'wait/9'), 'UTF8')");
    database.addEnd("dog", "SUCCESS", "[damaged", 90);

    assertThat(row("cat").state()).isEqualTo(RowState.NO_STATUS);
    assertThat(row("dog").polls()).isZero();
  }

  @Test
  void an_unreadable_database_is_reported_in_one_sentence() throws SQLException {
    database.execute("drop table video_end");

    assertThatThrownBy(() -> tasks.changesSince(0))
        .isInstanceOf(SourceUnavailableException.class)
        .hasMessage(
            "The database cannot be used (SQL state 42P01): look the state up in PostgreSQL's documentation, and see the log of the server.");
  }
}
