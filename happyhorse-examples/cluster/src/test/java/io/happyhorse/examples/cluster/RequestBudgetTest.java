package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.lifecycle.RequestLimit;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
  private TestDatabase database;
  private BudgetTable here;
  private BudgetTable there;

  @BeforeEach
  void create_tables() throws SQLException {
    database = TestDatabase.withTables();
    here = new BudgetTable(database.pool(), "https://g");
    there = new BudgetTable(database.pool(), "https://g");
    here.setRate(50);
  }

  @AfterEach
  void close_database() {
    if (database != null) {
      database.close();
    }
  }

  private RequestBudget budget() throws SQLException {
    return new RequestBudget(here, new DatabaseClock(DatabaseClock.read(database.pool())));
  }

  private BudgetState read() throws SQLException {
    return here.read().state();
  }

  private static void goDown(RequestBudget budget, Instant sentAt) throws SQLException {
    for (int error = 0; error < 5; error++) {
      budget.failed(
          new GatewayUnavailableException(BudgetEvents.details("task-" + error, 503, null)),
          sentAt);
    }
  }

  private void endPause() throws SQLException {
    database.execute("update request_budget set paused_until = now() - interval '1 second'");
  }

  @Test
  void a_row_is_read_as_it_was_written() throws SQLException {
    Instant now = Instant.parse("2026-11-26T10:00:00.123456Z");
    RequestLimit limit = new RequestLimit(
        50,
        12.5,
        BudgetState.nanos(now.minusSeconds(1)),
        BudgetState.nanos(now.plusSeconds(9)),
        true,
        Duration.ofSeconds(40));
    BudgetState state = new BudgetState(limit, now, 7);

    assertThat(here.change((before, at) -> state).state()).isEqualTo(state);
    assertThat(there.read().state()).isEqualTo(state);
  }

  @Test
  void slots_of_two_nodes_never_overlap() throws SQLException {
    BudgetState first =
        here.change((state, now) -> state.reserve(5, now).next()).state();
    BudgetState second =
        there.change((state, now) -> state.reserve(5, now).next()).state();

    assertThat(Duration.between(first.nextSlot(), second.nextSlot()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(99));
    assertThat(second.reserved()).isEqualTo(10);
  }

  @Test
  void a_slot_counts_as_a_request_once_its_time_has_come() throws SQLException {
    database.execute(
        "update request_budget set slots = 100, next_slot = now() + interval '1 hour'");
    assertThat(database.tables().counts().requests()).isZero();

    database.execute("update request_budget set next_slot = now() - interval '1 second'");
    assertThat(database.tables().counts().requests()).isEqualTo(100);
  }

  @Test
  void a_change_that_fails_leaves_the_row_unchanged_and_unlocked() throws SQLException {
    assertThatThrownBy(() -> here.change((state, now) -> {
          throw new IllegalStateException("no");
        }))
        .hasMessage("no");

    there.change((state, now) -> state.reserve(1, now).next());
    assertThat(read().reserved()).isEqualTo(1);
  }

  @Test
  void each_gateway_has_its_own_rate_which_the_node_that_started_last_sets() throws SQLException {
    BudgetTable other = new BudgetTable(database.pool(), "https://h");
    other.setRate(10);
    other.setRate(20);

    assertThat(read().limit().perSecond()).isEqualTo(50);
    assertThat(other.read().state().limit().perSecond()).isEqualTo(20);
    assertThat(other.read().state().rate(Instant.now())).isEqualTo(20);
  }

  @Test
  void a_pause_of_one_node_pauses_all() throws Exception {
    RequestBudget budget = budget();
    Instant unused = budget.take();
    there.change(BudgetEvents.pause(Duration.ofMinutes(1)));
    FutureTask<Instant> taking = new FutureTask<>(budget::take);
    new Thread(taking).start();
    await().until(() -> budget.pausedUntil() != null);
    assertThat(taking.isDone()).isFalse();
    budget.close();

    assertThatThrownBy(() -> taking.get(50, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void a_429_doubles_the_next_pause_and_a_later_success_resets_it_to_5_s() throws Exception {
    RequestBudget budget = budget();
    Instant sentAt = budget.take();
    budget.failed(new RateLimitedException(BudgetEvents.details("a", 429, null)), sentAt);
    assertThat(read().limit().nextPause()).isEqualTo(Duration.ofSeconds(10));
    budget.succeeded(sentAt); // the request was sent before the pause
    assertThat(read().limit().nextPause()).isEqualTo(Duration.ofSeconds(10));

    endPause();
    budget.succeeded(budget.take());
    assertThat(read().limit().nextPause()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void an_outage_ends_with_the_response_to_a_probe_of_any_node() throws Exception {
    RequestBudget budget = budget();
    RequestBudget other = budget();
    Instant before = budget.take();
    goDown(budget, before);
    assertThat(read().limit().isDown()).isTrue();
    budget.succeeded(before);
    assertThat(read().limit().isDown()).isTrue();

    endPause(); // the probe is due
    Instant probe = other.take();
    other.succeeded(probe);
    assertThat(read().limit().isDown()).isFalse();
    assertThat(read().rate(read().pausedUntil())).isEqualTo(25);
  }

  @Test
  void an_outage_ends_with_an_error_of_the_gateway_but_not_of_a_proxy() throws Exception {
    RequestBudget budget = budget();
    goDown(budget, budget.take());
    endPause();
    Instant probe = budget.take();
    budget.failed(new GatewayUnavailableException(BudgetEvents.details("a", 502, null)), probe);
    assertThat(read().limit().isDown()).isTrue();
    budget.failed(new TaskNotFoundException(BudgetEvents.details("a", 404, null)), probe);

    assertThat(read().limit().isDown()).isFalse();
  }

  @Test
  void threads_take_slots_one_by_one() throws Exception {
    RequestBudget budget = budget();
    List<Instant> taken = List.of(budget.take(), budget.take(), budget.take());

    assertThat(taken).isSorted();
    assertThat(read().reserved()).isGreaterThanOrEqualTo(3);
  }
}
