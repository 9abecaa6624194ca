package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepExecutionTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  @TempDir
  private Path folder;

  private final InMemoryTaskQuery gateway = InMemoryTaskQuery.on(TimeSource.system());
  private TestDatabase database;

  @BeforeEach
  void record_an_end() throws SQLException {
    database = TestDatabase.withTables();
    database.execute("insert into video_end (task_id, link_expires_at, gateway, outcome, report,"
        + " ended_at, by_node) values ('asyntask_A', now() + interval '1 day', 'g', 'SUCCESS', '{}',"
        + " now(), 'n')");
    gateway.accept(ID, TaskScript.succeeding().onEveryQuery(GatewayErrors.taskNotFound()));
  }

  @AfterEach
  void close_database() {
    if (database != null) {
      database.close();
    }
  }

  private void keep() throws SQLException {
    DatabaseClock clock = new DatabaseClock(WaitTable.now(database.pool()));
    VideoDownloader downloader = VideoDownloader.builderFrom((link, from, ifMatch, stall) -> {
          throw new IOException("no storage host");
        })
        .build();
    BudgetTable budget = new BudgetTable(database.pool(), "g");
    budget.set(50);
    KeepExecution keep = new KeepExecution(
        gateway,
        downloader,
        folder,
        new RequestBudget(budget, clock),
        new EndTable(database.pool()),
        clock);
    keep.execute(
        new TaskInstance<>("keep", ID.value()), new ExecutionContext(null, null, null, null));
  }

  @Test
  void a_complete_file_of_a_node_that_could_not_record_it_counts_as_downloaded() throws Exception {
    Files.createFile(folder.resolve("asyntask_A.mp4"));

    keep();

    assertThat(database.tables().ends(1).get(0).keptAs()).isEqualTo("asyntask_A.mp4");
    assertThat(database.tables().counts().kept()).isEqualTo(1);
    assertThat(gateway.journal().task(ID).queries()).isZero();
  }

  @Test
  void a_download_that_fails_is_repeated_until_an_hour_after_the_link_has_expired()
      throws SQLException {
    assertThatThrownBy(this::keep).isInstanceOf(TaskNotFoundException.class);

    database.execute("update video_end set link_expires_at = now() - interval '59 minutes'");
    assertThatThrownBy(this::keep).isInstanceOf(TaskNotFoundException.class);

    database.execute("update video_end set link_expires_at = now() - interval '61 minutes'");
    keep();
    assertThat(database.tables().counts().kept()).isZero();
    assertThat(gateway.journal().task(ID).queries()).isEqualTo(3);
  }
}
