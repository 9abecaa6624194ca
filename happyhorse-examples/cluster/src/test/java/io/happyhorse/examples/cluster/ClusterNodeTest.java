package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterNodeTest {
  private final InMemoryTaskQuery gateway = InMemoryTaskQuery.on(TimeSource.system());
  private final ReceivedEnds ends = new ReceivedEnds();
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

  private ClusterSettingsBuilder settings() {
    return ClusterSettings.builder()
        .ratePerSecond(1_000)
        .threads(4)
        .heartbeat(Duration.ofMillis(500), 10)
        .schedule(PollSchedule.fixed(Duration.ofMillis(20)))
        .sink(ends);
  }

  private ClusterNode node(TaskQueryPort port, ClusterSettingsBuilder settings) {
    return ClusterNode.start(
        database.pool(),
        port,
        settings
            .pollingInterval(Duration.ofMillis(20))
            .shutdownTimeout(Duration.ofSeconds(5))
            .build());
  }

  private ClusterNode node() {
    return node(gateway, settings());
  }

  private int queries(TaskId id) {
    return gateway.journal().task(id).queries();
  }

  @Test
  void every_end_is_recorded_and_delivered_once_and_the_task_is_not_polled_again()
      throws Exception {
    List<TaskId> ids = new ArrayList<>();
    for (int task = 0; task < 10; task++) {
      ids.add(gateway.accept(TaskScript.succeeding().running(Stay.queries(2))));
      ids.add(gateway.accept(TaskScript.failing("InvalidParameter", "no prompt")));
    }
    try (ClusterNode node = node()) {
      assertThat(node.add(ids)).isEqualTo(20);
      List<TaskEnd> delivered = ends.next(20);

      assertThat(delivered).extracting(TaskEnd::id).containsExactlyInAnyOrderElementsOf(ids);
    }
    ClusterCounts counts = database.tables().counts();
    assertThat(counts.waiting()).isZero();
    assertThat(counts.succeeded()).isEqualTo(10);
    assertThat(counts.failed()).isEqualTo(10);
    assertThat(ids)
        .allSatisfy(
            id -> assertThat(gateway.journal().task(id).queriesAfterEnd()).isZero());
    assertThat(database.tables().ends(100)).allSatisfy(end -> {
      assertThat(end.report()).contains("\"polls\":" + queries(end.id()));
      assertThat(end.outcome() == TaskEnd.Outcome.SUCCESS).isEqualTo(end.linkExpiresAt() != null);
    });
  }

  @Test
  void each_wait_resumes_with_its_stored_state_after_a_restart() throws Exception {
    List<TaskId> ids = new ArrayList<>();
    for (int task = 0; task < 10; task++) {
      ids.add(gateway.accept(TaskScript.succeeding().running(Stay.queries(6))));
    }
    Semaphore polls = new Semaphore(20);
    CountDownLatch exhausted = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    TaskQueryPort limited = (id, within) -> {
      if (!polls.tryAcquire()) {
        exhausted.countDown();
        awaitUninterruptibly(closing);
      }
      return gateway.query(id, within);
    };
    PollSchedule slow = PollSchedule.fixed(Duration.ofMillis(500)); // tasks remain when it closes
    try (ClusterNode first = node(limited, settings().schedule(slow))) {
      first.add(ids);
      assertThat(exhausted.await(50, TimeUnit.SECONDS)).isTrue();
      closing.countDown();
    }
    assertThat(database.tables().counts().waiting()).isPositive();
    try (ClusterNode second = node()) {
      assertThat(second.add(ids)).isZero();
      ends.next(10);
    }
    assertThat(database.tables().ends(100))
        .hasSize(10)
        .allSatisfy(end -> assertThat(end.report()).contains("\"polls\":7"));
    assertThat(ids).allSatisfy(id -> assertThat(queries(id)).isEqualTo(7));
  }

  @Test
  void the_polls_of_a_node_without_heartbeats_are_taken_over() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding());
    new WaitTable(database.pool()).add(List.of(id), Duration.ofMinutes(5), null);
    database.execute("update video_wait set picked = true, picked_by = 'dead',"
        + " last_heartbeat = now() - interval '1 minute'");
    try (ClusterNode node = node()) {
      assertThat(ends.next().id()).isEqualTo(id);
      assertThat(node.metrics()).isNotNull();
    }
    assertThat(database.tables().ends(1)).hasSize(1);
  }

  @Test
  void a_poll_that_another_node_takes_over_has_no_effect() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding());
    CountDownLatch queried = new CountDownLatch(1);
    CountDownLatch unblocked = new CountDownLatch(1);
    TaskQueryPort blocking = (task, within) -> {
      queried.countDown();
      awaitUninterruptibly(unblocked);
      return gateway.query(task, within);
    };
    try (ClusterNode node = node(blocking, settings().heartbeat(Duration.ofHours(1), 4))) {
      node.add(List.of(id));
      assertThat(queried.await(50, TimeUnit.SECONDS)).isTrue();
      database.execute("update video_wait set version = version + 1, picked_by = 'other'");
      unblocked.countDown();
    }
    assertThat(database.tables().ends(1)).isEmpty();
    assertThat(database.strings("select picked_by from video_wait")).containsExactly("other");
    assertThat(database.strings("select 1 from video_delivery")).isEmpty();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_sink_that_fails_is_called_again() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding());
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    ClusterSettingsBuilder settings = settings().sink(end -> {
      if (calls.incrementAndGet() == 1) {
        failed.countDown();
        throw new IllegalStateException("the queue is full");
      }
      ends.ended(end);
    });
    try (ClusterNode node = node(gateway, settings)) {
      node.add(List.of(id));
      assertThat(failed.await(50, TimeUnit.SECONDS)).isTrue();
      await()
          .until(() -> database.execute("update video_delivery set execution_time = now()"
                  + " where consecutive_failures = 1 and execution_time > now()")
              == 1);
      assertThat(ends.next().id()).isEqualTo(id);
      await().until(() -> database.tables().counts().toDeliver() == 0);
    }
    assertThat(calls).hasValue(2);
    assertThat(database.tables().ends(1).get(0).deliveredAt()).isNotNull();
    assertThat(database.tables().counts().toDeliver()).isZero();
  }

  @Test
  void an_abandoned_task_can_be_added_again_and_a_finished_one_cannot() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding().onQuery(1, GatewayErrors.taskNotFound()));
    new WaitTable(database.pool()).add(List.of(id), Duration.ofMillis(1), null);
    try (ClusterNode node = node()) {
      TaskEnd first = ends.next();
      assertThat(first.outcome()).isEqualTo(TaskEnd.Outcome.GAVE_UP);
      assertThat(first.report()).contains("\"reason\":\"DEADLINE\"");

      assertThat(node.add(List.of(id))).isEqualTo(1);
      assertThat(ends.next().outcome()).isEqualTo(TaskEnd.Outcome.SUCCESS);
      assertThat(node.add(List.of(id))).isZero();
    }
    assertThat(database.tables().ends(10)).hasSize(1);
  }

  @Test
  void a_permanent_error_abandons_the_wait() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding().onEveryQuery(Fault.status(401)));
    try (ClusterNode node = node()) {
      node.add(List.of(id));
      assertThat(ends.next().report()).contains("\"reason\":\"PERMANENT_ERROR\"");
    }
  }

  @Test
  void a_damaged_row_starts_the_wait_again() throws Exception {
    TaskId ofAnotherVersion = gateway.accept(TaskScript.succeeding());
    TaskId damaged = gateway.accept(TaskScript.succeeding());
    new WaitTable(database.pool())
        .add(List.of(ofAnotherVersion, damaged), Duration.ofMinutes(5), null);
    database.execute(
        "update video_wait set task_data = case when task_instance = '" + ofAnotherVersion
            + "' then convert_to(replace(convert_from(task_data, 'UTF8'), 'wait/', 'wait/9'), 'UTF8')"
            + " else convert_to('damaged', 'UTF8') end");
    try (ClusterNode node = node()) {
      assertThat(ends.next(2))
          .extracting(TaskEnd::id)
          .containsExactlyInAnyOrder(ofAnotherVersion, damaged);
      assertThat(node.add(List.of(ofAnotherVersion, damaged))).isZero();
    }
  }

  @Test
  void a_retry_after_pauses_every_node_and_ends_no_wait() throws Exception {
    TaskId limited = gateway.accept(TaskScript.succeeding()
        .onQuery(1, GatewayErrors.tooManyRequests().retryAfter(Duration.ofSeconds(500))));
    TaskId later = gateway.accept(TaskScript.succeeding());
    try (ClusterNode first = node();
        ClusterNode second = node()) {
      assertThat(first.add(List.of(limited))).isEqualTo(1);
      await().until(() -> database.tables().counts().pausedSeconds() > 400);
      assertThat(second.add(List.of(later))).isEqualTo(1);
      await().until(() -> database.tables().counts().inFlight() == 2); // both wait for a slot
      assertThat(queries(limited)).isEqualTo(1);
      assertThat(queries(later)).isZero();

      database.execute("update request_budget set paused_until = now()");
      assertThat(ends.next(2)).extracting(TaskEnd::outcome).containsOnly(TaskEnd.Outcome.SUCCESS);
    }
  }
}
