package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final Logger SCHEDULER = Logger.getLogger("com.github.kagkarlsson.scheduler");
  private static final Logger OURS = Logger.getLogger("io.happyhorse");

  @TempDir
  private Path folder;

  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  @Test
  void no_table_and_no_log_contains_the_key_or_a_link() throws Exception {
    Handler handler = new LogRecorder();
    Level before = SCHEDULER.getLevel();
    SCHEDULER.addHandler(handler);
    OURS.addHandler(handler);
    SCHEDULER.setLevel(Level.ALL);
    try (TestDatabase database = TestDatabase.withTables();
        FakeHappyHorse gateway = FakeHappyHorse.start()) {
      URI link = run(database, gateway);

      String everything = log + tables(database);
      assertThat(everything)
          .contains("asyntask_downloaded", "asyntask_failed")
          .doesNotContain(gateway.apiKey(), link.getQuery(), link.getRawQuery())
          .doesNotContainIgnoringCase("signature=");
      assertThat(folder.resolve("asyntask_downloaded.mp4")).exists();
    } finally {
      SCHEDULER.setLevel(before);
      SCHEDULER.removeHandler(handler);
      OURS.removeHandler(handler);
    }
  }

  private URI run(TestDatabase database, FakeHappyHorse gateway) throws Exception {
    TaskId downloaded = gateway.accept(
        TaskId.of("asyntask_downloaded"),
        TaskScript.succeeding().running(Stay.queries(1)).onQuery(1, Fault.status(502)));
    gateway.accept(
        TaskId.of("asyntask_failed"),
        TaskScript.failing("cannot read https://host/a.png?Signature=secret"));
    FeignTaskQuery port = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .tries(1)
        .build();
    ReceivedEnds ends = new ReceivedEnds();
    ClusterSettings settings = ClusterSettings.builder()
        .ratePerSecond(1_000)
        .threads(2)
        .schedule(PollSchedule.fixed(Duration.ofMillis(20)))
        .sink(ends)
        .download(VideoDownloader.of(port), folder)
        .build();
    try (ClusterNode node = ClusterNode.start(database.pool(), port, settings)) {
      node.add(List.of(downloaded, TaskId.of("asyntask_failed")));
      ends.next(2);
      await().until(() -> database.tables().counts().downloaded() == 1);
    }
    VideoTask done = port.query(downloaded);
    return done.requireLink().reveal();
  }

  private static String tables(TestDatabase database) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String table : List.of(
        "video_wait",
        "video_download",
        "video_delivery",
        "video_end",
        "request_budget",
        "video_node")) {
      rows.addAll(database.strings("select t::text from " + table + " t"));
    }
    rows.addAll(database.strings("select convert_from(task_data, 'UTF8') from video_wait"));
    return String.join("\n", rows);
  }

  /** Records log messages with their stack traces. */
  private final class LogRecorder extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord entry) {
      log.add(formatter.format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
