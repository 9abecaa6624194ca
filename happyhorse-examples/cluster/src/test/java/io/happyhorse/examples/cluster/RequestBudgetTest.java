package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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
    here.set(50);
  }

  @AfterEach
  void close_database() {
    if (database != null) {
      database.close();
    }
  }

  private RequestBudget budget() throws SQLException {
    return new RequestBudget(here, new DatabaseClock(WaitTable.now(database.pool())), 50);
  }

  private BudgetTable.Row read() throws SQLException {
    return Objects.requireNonNull(here.read());
  }

  @Test
  void slots_of_two_nodes_never_overlap() throws SQLException {
    BudgetTable.Row first = Objects.requireNonNull(here.reserve(5));
    BudgetTable.Row second = Objects.requireNonNull(there.reserve(5));

    assertThat(Duration.between(first.nextSlot(), second.nextSlot()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertThat(database.tables().counts().requests()).isEqualTo(10);
  }

  @Test
  void slots_are_given_out_for_half_a_second_at_most() throws SQLException {
    database.execute("update request_budget set next_slot = now() + interval '1 minute'");

    assertThat(here.reserve(1)).isNull();
    assertThat(read().perSecond()).isEqualTo(50);
  }

  @Test
  void another_gateway_has_a_rate_of_its_own() throws SQLException {
    database.execute("update request_budget set next_slot = now() + interval '1 minute'");
    BudgetTable other = new BudgetTable(database.pool(), "https://h");
    other.set(10);

    assertThat(other.reserve(1)).isNotNull();
  }

  @Test
  void a_pause_of_one_node_is_that_of_all() throws Exception {
    RequestBudget budget = budget();
    budget.take();
    there.pause(Duration.ofMinutes(1));
    FutureTask<Void> taking = new FutureTask<>(() -> {
      budget.take();
      return null;
    });
    new Thread(taking).start();
    await().until(() -> budget.pausedUntil() != null);
    assertThat(taking.isDone()).isFalse();
    budget.close();

    assertThatThrownBy(() -> taking.get(50, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void pauses_that_the_gateway_does_not_measure_grow_until_a_good_response() throws SQLException {
    here.pauseLonger();
    there.pauseLonger(); // during the pause: of the same trouble
    assertThat(read().pauseSeconds()).isEqualTo(5);

    endPause();
    here.pauseLonger();
    assertThat(read().pauseSeconds()).isEqualTo(10);

    here.forgetPauses();
    assertThat(read().pauseSeconds()).isEqualTo(10);
    endPause();
    here.forgetPauses();
    assertThat(read().pauseSeconds()).isZero();
  }

  @Test
  void a_pause_is_60_s_at_most_and_a_shorter_one_does_not_cut_it() throws SQLException {
    database.execute("update request_budget set pause_seconds = 59");
    here.pauseLonger();
    assertThat(read().pauseSeconds()).isEqualTo(60);

    Instant until = read().pausedUntil();
    there.pause(Duration.ofSeconds(1));
    assertThat(read().pausedUntil()).isEqualTo(until);
  }

  private void endPause() throws SQLException {
    database.execute("update request_budget set paused_until = now() - interval '1 second'");
  }
}
