package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadExecutionTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  @TempDir
  private Path folder;

  private final InMemoryTaskQuery gateway = InMemoryTaskQuery.on(TimeSource.system());
  private final RecordingStorage storage = new RecordingStorage(gateway);
  private TestDatabase database;

  @BeforeEach
  void record_an_end() throws SQLException {
    database = TestDatabase.withTables();
    database.execute("insert into video_end (task_id, link_expires_at, gateway, outcome, report,"
        + " ended_at, by_node) values ('asyntask_A', now() + interval '1 day', 'g', 'SUCCESS', '{}',"
        + " now(), 'n')");
  }

  @AfterEach
  void close_database() {
    if (database != null) {
      database.close();
    }
  }

  private VideoDownloader downloader() {
    return VideoDownloader.builderFrom(storage).tries(1).build();
  }

  private void download() throws SQLException {
    DatabaseClock clock = new DatabaseClock(DatabaseClock.read(database.pool()));
    BudgetTable budget = new BudgetTable(database.pool(), "g");
    budget.setRate(50);
    try (VideoDownloader downloader = downloader()) {
      DownloadExecution execution = new DownloadExecution(
          gateway,
          downloader,
          folder,
          new RequestBudget(budget, clock),
          new EndTable(database.pool()),
          clock);
      execution.execute(
          new TaskInstance<>(Executions.DOWNLOAD, ID.value()),
          new ExecutionContext(null, null, null, null));
    }
  }

  @Test
  void a_complete_file_that_no_node_has_recorded_counts_as_downloaded() throws Exception {
    gateway.accept(ID, TaskScript.succeeding());
    Files.createFile(folder.resolve("asyntask_A.mp4"));

    download();

    assertThat(database.tables().ends(1).get(0).videoFile()).isEqualTo("asyntask_A.mp4");
    assertThat(database.tables().counts().downloaded()).isEqualTo(1);
    assertThat(gateway.journal().task(ID).queries()).isZero();
  }

  @Test
  void a_download_of_another_node_is_resumed_in_a_shared_folder() throws Exception {
    gateway.accept(
        ID, TaskScript.succeeding().video(FakeVideo.ofSize(300_000).cutAfter(100_000, 1)));
    assertThatThrownBy(this::download).isInstanceOf(StorageException.class);
    assertThat(folder.resolve("asyntask_A.mp4")).doesNotExist();

    download();

    assertThat(storage.offsets).containsExactly(0L, 100_000L);
    assertThat(folder.resolve("asyntask_A.mp4")).hasSize(300_000);
    assertThat(database.tables().counts().downloaded()).isEqualTo(1);
  }

  @Test
  void a_failed_download_is_retried_until_an_hour_after_the_link_expires() throws SQLException {
    gateway.accept(ID, TaskScript.succeeding().onEveryQuery(GatewayErrors.taskNotFound()));
    assertThatThrownBy(this::download).isInstanceOf(TaskNotFoundException.class);

    database.execute("update video_end set link_expires_at = now() - interval '59 minutes'");
    assertThatThrownBy(this::download).isInstanceOf(TaskNotFoundException.class);

    database.execute("update video_end set link_expires_at = now() - interval '61 minutes'");
    download();
    assertThat(database.tables().counts().downloaded()).isZero();
    assertThat(gateway.journal().task(ID).queries()).isEqualTo(3);
  }

  @Test
  void a_refused_query_pauses_all_nodes() throws SQLException {
    gateway.accept(
        ID,
        TaskScript.succeeding()
            .onEveryQuery(GatewayErrors.tooManyRequests().retryAfter(Duration.ofMinutes(8))));

    assertThatThrownBy(this::download).isInstanceOf(RateLimitedException.class);

    assertThat(database.tables().budgets().get(0).pausedUntil()).isNotNull();
  }

  @Test
  void a_successful_query_ends_an_outage() throws SQLException {
    gateway.accept(ID, TaskScript.succeeding());
    new BudgetTable(database.pool(), "g").setRate(50);
    database.execute(
        "update request_budget set is_down = true, paused_until = now() - interval '1 second'");

    download();

    assertThat(database.tables().budgets().get(0).isDown()).isFalse();
  }

  private static TaskScript succeedingWithExpiredLink() {
    return TaskScript.succeeding()
        .video(FakeVideo.sample()
            .respondingFirst(
                403,
                Map.of("Content-Type", "application/xml"),
                "<Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>"));
  }

  @Test
  void a_link_that_has_expired_is_renewed() throws SQLException {
    gateway.accept(ID, succeedingWithExpiredLink());

    download();

    assertThat(storage.offsets).containsExactly(0L, 0L);
    assertThat(database.tables().counts().downloaded()).isEqualTo(1);
    assertThat(gateway.journal().task(ID).queries()).isEqualTo(2);
  }

  @Test
  void the_query_for_another_link_shares_the_pauses_of_all_nodes() throws SQLException {
    gateway.accept(
        ID,
        succeedingWithExpiredLink()
            .onQuery(2, GatewayErrors.tooManyRequests().retryAfter(Duration.ofMinutes(8))));

    assertThatThrownBy(this::download).isInstanceOf(RateLimitedException.class);

    assertThat(database.tables().budgets().get(0).pausedUntil()).isNotNull();
  }

  /** Records the offset of each request to the storage host. */
  private static final class RecordingStorage implements VideoSourcePort {
    private final InMemoryTaskQuery gateway;
    private final List<Long> offsets = new ArrayList<>();

    RecordingStorage(InMemoryTaskQuery gateway) {
      this.gateway = gateway;
    }

    @Override
    public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
        throws IOException {
      offsets.add(from);
      return gateway.open(link, from, ifMatch, stall);
    }

    @Override
    public boolean usesProxy(URI ofLink) {
      return gateway.usesProxy(ofLink);
    }
  }
}
