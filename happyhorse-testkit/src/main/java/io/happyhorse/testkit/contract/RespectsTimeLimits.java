package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.ID;
import static io.happyhorse.testkit.contract.ContractFixture.LONGEST_MEASUREMENT;
import static io.happyhorse.testkit.contract.ContractFixture.MEASUREMENTS;
import static io.happyhorse.testkit.contract.ContractFixture.SHORT;
import static io.happyhorse.testkit.contract.ContractFixture.TOLERANCE;
import static io.happyhorse.testkit.contract.ContractFixture.always;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ends within its time limit. The tests take real time, since they wait for responses that never arrive. */
interface RespectsTimeLimits extends PortTests {
  @Test
  default void ends_within_its_time_limit_if_the_response_is_late() {
    assertEndsWithin(SHORT, Fault.delay(Duration.ofSeconds(20)));
  }

  @Test
  default void ends_within_its_time_limit_if_the_body_stalls() {
    assertEndsWithin(SHORT, Fault.stalledBody());
  }

  @Test
  default void ends_within_its_time_limit_if_the_body_is_slow() {
    assertEndsWithin(SHORT, Fault.slowBody(Duration.ofSeconds(20)));
  }

  @Test
  default void ends_within_its_time_limit_with_all_tries_and_pauses() {
    assertEndsWithin(SHORT, Fault.status(503));
    assertEndsWithin(SHORT, Fault.status(503).retryAfter(Duration.ofSeconds(2)));
    assertEndsWithin(SHORT, Fault.connectionReset());
  }

  @Test
  default void reads_a_response_after_one_that_has_stalled() {
    TaskId stalled = fixture().gateway().accept(always(Fault.stalledBody()));
    assertThrows(
        QueryException.class, () -> fixture().port().query(stalled, Duration.ofMillis(100)));

    assertTrue(fixture().observe(TaskScript.succeeding()).isSucceeded());
  }

  @Test
  default void refuses_a_time_limit_of_zero_or_less() {
    fixture().gateway().accept(ID, TaskScript.succeeding());

    for (Duration within : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThrows(IllegalArgumentException.class, () -> fixture().port().query(ID, within));
    }
    assertEquals(0, fixture().gateway().journal().task(ID).hits());
  }

  @Test
  default void accepts_very_long_time_limits() {
    fixture().gateway().accept(ID, TaskScript.succeeding());

    for (Duration within : List.of(Duration.ofDays(36_500), Duration.ofSeconds(Long.MAX_VALUE))) {
      assertTrue(fixture().port().query(ID, within).isSucceeded());
    }
  }

  /**
   * Measures up to ten times, or for 30 s: on a busy machine, some measurements are late; with an adapter that exceeds its limit, all
   * are.
   */
  private void assertEndsWithin(Duration within, Fault fault) {
    TaskId warmUp = fixture().gateway().accept(TaskScript.succeeding());
    assertTrue(
        fixture().port().query(warmUp).isSucceeded()); // one-time initialization does not count
    Duration allowed = within.plus(TOLERANCE);
    long start = TimeSource.system().nanoTime();
    Duration took = timeOfFailure(within, fault);
    for (int again = 0; again < MEASUREMENTS - 1 && took.compareTo(allowed) > 0; again++) {
      if (TimeSource.system().since(start).compareTo(LONGEST_MEASUREMENT) > 0) {
        break;
      }
      took = timeOfFailure(within, fault);
    }
    assertTrue(
        took.compareTo(allowed) <= 0,
        "the limit is " + within.toMillis() + " ms, it took " + took.toMillis() + " ms");
  }

  /** Returns how long a failing query takes: pauses in the adapter's time, the rest in real time. */
  private Duration timeOfFailure(Duration within, Fault fault) {
    TaskId id = fixture().gateway().accept(always(fault));
    long real = TimeSource.system().nanoTime();
    Instant virtual = fixture().time().instant();

    QueryException error =
        assertThrows(QueryException.class, () -> fixture().port().query(id, within));

    assertFalse( // otherwise the next measurement would block forever
        error instanceof QueryInterruptedException,
        "the query did not end before JUnit interrupted it");
    return TimeSource.system()
        .since(real)
        .plus(Duration.between(virtual, fixture().time().instant()));
  }
}
