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
        .rate(1_000)
        .threads(4)
        .heartbeat(Duration.ofMillis(250), 4)
        .schedule(PollSchedule.fixed(Duration.ofMillis(20)))
        .sink(ends);
  }

  private ClusterNode node(TaskQueryPort port, ClusterSettingsBuilder settings) {
    return ClusterNode.start(
        database.pool(),
        port,
        settings
            .pollingInterval(Duration.ofMillis(20))
            .shutdown(Duration.ofSeconds(5))
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
      List<TaskEnd> told = ends.next(20);

      assertThat(told).extracting(TaskEnd::id).containsExactlyInAnyOrderElementsOf(ids);
    }
    ClusterTables.Counts counts = database.tables().counts();
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
  void a_restart_in_the_middle_continues_each_wait_with_what_is_known() throws Exception {
    List<TaskId> ids = new ArrayList<>();
    for (int task = 0; task < 10; task++) {
      ids.add(gateway.accept(TaskScript.succeeding().running(Stay.queries(6))));
    }
    Semaphore polls = new Semaphore(20);
    CountDownLatch exhausted = new CountDownLatch(1);
    TaskQueryPort limited = (id, within) -> {
      if (!polls.tryAcquire()) {
        exhausted.countDown();
      }
      return gateway.query(id, within);
    };
    try (ClusterNode first = node(limited, settings())) {
      first.add(ids);
      assertThat(exhausted.await(50, TimeUnit.SECONDS)).isTrue();
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
  void the_polls_of_a_dead_node_are_taken_over() throws Exception {
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
  void a_node_that_was_taken_over_while_it_polled_changes_nothing() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding());
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    TaskQueryPort sleeping = (task, within) -> {
      asked.countDown();
      awaitUninterruptibly(awake);
      return gateway.query(task, within);
    };
    try (ClusterNode node = node(sleeping, settings().heartbeat(Duration.ofHours(1), 4))) {
      node.add(List.of(id));
      assertThat(asked.await(50, TimeUnit.SECONDS)).isTrue();
      database.execute("update video_wait set version = version + 1, picked_by = 'other'");
      awake.countDown();
    }
    assertThat(database.tables().ends(1)).isEmpty();
    assertThat(database.strings("select picked_by from video_wait")).containsExactly("other");
    assertThat(database.strings("select 1 from video_tell")).isEmpty();
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
          .until(() -> database.execute("update video_tell set execution_time = now()"
                  + " where consecutive_failures = 1 and execution_time > now()")
              == 1);
      assertThat(ends.next().id()).isEqualTo(id);
      await().until(() -> database.tables().counts().toTell() == 0);
    }
    assertThat(calls).hasValue(2);
    assertThat(database.tables().ends(1).get(0).toldAt()).isNotNull();
    assertThat(database.tables().counts().toTell()).isZero();
  }

  @Test
  void a_wait_that_was_given_up_resumes_when_it_is_added_again_and_an_end_stands()
      throws Exception {
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
  void an_error_that_cannot_be_cured_gives_the_wait_up() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding().onEveryQuery(Fault.status(401)));
    try (ClusterNode node = node()) {
      node.add(List.of(id));
      assertThat(ends.next().report()).contains("\"reason\":\"PERMANENT_ERROR\"");
    }
  }

  @Test
  void a_row_that_cannot_be_read_starts_the_wait_again() throws Exception {
    TaskId state = gateway.accept(TaskScript.succeeding());
    TaskId row = gateway.accept(TaskScript.succeeding());
    new WaitTable(database.pool()).add(List.of(state, row), Duration.ofMinutes(5), null);
    database.execute("update video_wait set task_data = case when task_instance = '" + state
        + "' then convert_to(replace(convert_from(task_data, 'UTF8'), 'wait/', 'wait/9'), 'UTF8')"
        + " else convert_to('what', 'UTF8') end");
    try (ClusterNode node = node()) {
      assertThat(ends.next(2)).extracting(TaskEnd::id).containsExactlyInAnyOrder(state, row);
      assertThat(node.add(List.of(state, row))).isZero();
    }
  }

  @Test
  void a_retry_after_pauses_every_node_and_no_wait_ends_by_it() throws Exception {
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
