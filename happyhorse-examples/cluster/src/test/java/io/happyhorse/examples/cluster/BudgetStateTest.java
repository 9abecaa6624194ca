package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.happyhorse.examples.cluster.BudgetState.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BudgetStateTest {
  private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

  private BudgetState budget = BudgetState.begin(50, START);

  private static Instant at(double seconds) {
    return START.plusNanos(Math.round(seconds * 1e9));
  }

  private List<Slot> reserve(int wanted, double seconds) {
    BudgetState.Reservation reservation = budget.reserve(wanted, at(seconds));
    budget = reservation.next();
    return reservation.slots();
  }

  private void pause(Duration retryAfter, double seconds) {
    budget = BudgetEvents.pause(retryAfter).apply(budget, at(seconds));
  }

  private void goDown(double seconds) {
    budget = BudgetEvents.outage().apply(budget, at(seconds));
  }

  @Nested
  class Slots {
    @Test
    void are_spaced_by_the_rate_and_reserved_once() {
      List<Slot> all = new ArrayList<>(reserve(3, 0));
      all.addAll(reserve(2, 0));

      assertThat(all)
          .extracting(Slot::at)
          .containsExactly(at(0), at(0.02), at(0.04), at(0.06), at(0.08));
      assertThat(budget.reserved()).isEqualTo(5);
    }

    @Test
    void are_reserved_at_most_half_a_second_ahead() {
      assertThat(reserve(25, 0)).hasSize(25);
      assertThat(reserve(1, 0)).isEmpty();
      assertThat(reserve(1, 0.01)).hasSize(1);
    }

    @Test
    void that_were_missed_are_reserved_for_up_to_50_ms() {
      assertThat(reserve(1, 100)).extracting(Slot::at).containsExactly(at(99.95));
    }
  }

  @Nested
  class A_pause {
    @Test
    void lasts_as_long_as_the_gateway_requests() {
      pause(Duration.ofSeconds(90), 0);

      assertThat(budget.pausedUntil()).isEqualTo(at(90));
      assertThat(budget.isPaused(at(89.9))).isTrue();
      assertThat(budget.isPaused(at(90))).isFalse();
      assertThat(reserve(1, 89)).isEmpty();
      assertThat(reserve(1, 90)).extracting(Slot::at).containsExactly(at(90));
    }

    @Test
    void invalidates_reserved_slots() {
      Slot reserved = reserve(1, 0).get(0);
      assertThat(budget.permits(reserved)).isTrue();

      pause(Duration.ofSeconds(1), 0);
      assertThat(budget.permits(reserved)).isFalse();
      assertThat(budget.permits(new Slot(at(1), false))).isTrue();
    }

    @Test
    void is_followed_by_fewer_slots_for_10_s() {
      pause(Duration.ofSeconds(5), 0);

      assertThat(budget.rate(at(5))).isEqualTo(25);
      assertThat(budget.rate(at(15))).isEqualTo(50);
      int slots = 0;
      for (double now = 5; now < 15; now += 0.1) {
        slots += reserve(5, now).size();
      }
      assertThat((double) slots).isCloseTo(375, within(30.0)); // the mean of 25 and 50 for 10 s
    }
  }

  @Nested
  class An_outage {
    @Test
    void permits_one_probe_at_a_time_at_growing_intervals() {
      Slot reserved = reserve(1, 0).get(0);
      goDown(0);
      assertThat(budget.permits(reserved)).isFalse();
      assertThat(reserve(20, 0.9)).isEmpty();
      for (int second : new int[] {1, 2, 10, 11, 20, 22, 50, 55, 600, 605}) {
        Slot slot = new Slot(at(second), true);
        assertThat(reserve(20, second)).containsExactly(slot);
        assertThat(budget.permits(slot)).isTrue();
        goDown(second + 0.1); // the probe has failed
        double next = second + Math.min(5, Math.max(1, second / 10.0));
        assertThat(budget.pausedUntil()).isEqualTo(at(next));
        assertThat(reserve(20, next - 0.1)).isEmpty();
      }
      assertThat(budget.reserved()).isEqualTo(11);
      assertThat(budget.isPaused(at(1_000))).isTrue();
    }

    @Test
    void ends_with_the_response_to_a_probe() {
      goDown(1);
      assertThat(budget.afterObservation(at(0.9), at(2))).isEqualTo(budget); // it was sent before

      budget = budget.afterObservation(at(3), at(3.1));
      assertThat(budget.isPaused(at(3.1))).isFalse();
      assertThat(budget.rate(at(3.1))).isEqualTo(25);
    }
  }

  @Test
  void an_event_without_effect_returns_the_same_object() {
    assertThat(budget.afterObservation(at(1), at(2))).isSameAs(budget);
  }

  @Test
  void times_are_converted_without_loss() {
    Instant time = Instant.parse("2026-11-26T10:00:00.123456789Z");

    assertThat(BudgetState.instant(BudgetState.nanos(time))).isEqualTo(time);
  }
}
