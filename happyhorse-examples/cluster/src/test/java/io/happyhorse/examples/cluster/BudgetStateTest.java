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
  private static final Instant BEGIN = Instant.parse("2026-11-26T10:00:00Z");

  private BudgetState budget = BudgetState.begin(50, BEGIN);

  private static Instant at(double seconds) {
    return BEGIN.plusNanos(Math.round(seconds * 1e9));
  }

  private List<Slot> reserve(int wanted, double seconds) {
    BudgetState.Reservation reservation = budget.reserve(wanted, at(seconds));
    budget = reservation.next();
    return reservation.slots();
  }

  private double pausedFor(double from) {
    return Duration.between(at(from), budget.pausedUntil()).toNanos() / 1e9;
  }

  @Nested
  class Slots {
    @Test
    void are_spaced_by_the_rate_and_never_given_twice() {
      List<Slot> all = new ArrayList<>(reserve(3, 0));
      all.addAll(reserve(2, 0));

      assertThat(all)
          .extracting(Slot::at)
          .containsExactly(at(0), at(0.02), at(0.04), at(0.06), at(0.08));
      assertThat(budget.granted()).isEqualTo(5);
    }

    @Test
    void are_given_out_for_half_a_second_ahead_at_most() {
      assertThat(reserve(25, 0)).hasSize(25);
      assertThat(reserve(1, 0)).isEmpty();
      assertThat(reserve(1, 0.01)).hasSize(1);
    }

    @Test
    void that_were_missed_are_made_up_for_by_50_ms() {
      assertThat(reserve(1, 100)).extracting(Slot::at).containsExactly(at(99.95));
    }
  }

  @Nested
  class Pauses {
    @Test
    void that_the_gateway_measures_last_that_long_and_a_shorter_one_cuts_none() {
      budget = budget.pauseFor(Duration.ofSeconds(90), at(0));
      budget = budget.pauseFor(Duration.ofSeconds(1), at(10));

      assertThat(pausedFor(0)).isEqualTo(90);
      assertThat(budget.isPaused(at(89.9))).isTrue();
      assertThat(budget.isPaused(at(90))).isFalse();
      assertThat(reserve(1, 89)).isEmpty();
      assertThat(reserve(1, 90)).extracting(Slot::at).containsExactly(at(90));
    }

    @Test
    void that_it_does_not_measure_double_up_to_60_s_until_a_good_response() {
      double now = 0;
      for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
        budget =
            budget.pauseLonger(at(now)).pauseLonger(at(now + 1)); // once for what was in flight
        assertThat(pausedFor(now)).isEqualTo(seconds);
        budget = budget.succeeded(at(now), at(now + 1)); // of a request from before
        now += seconds;
      }
      budget = budget.succeeded(at(now), at(now)).pauseLonger(at(now));
      assertThat(pausedFor(now)).isEqualTo(5);
    }

    @Test
    void make_reserved_slots_void() {
      Slot reserved = reserve(1, 0).get(0);

      assertThat(budget.permits(reserved)).isTrue();
      assertThat(budget.pauseFor(Duration.ofSeconds(1), at(0)).permits(reserved))
          .isFalse();
      assertThat(budget.pauseForOutage(at(0)).permits(reserved)).isFalse();
    }
  }

  @Nested
  class An_outage {
    @Test
    void lets_one_probe_through_every_5_s() {
      budget = budget.pauseForOutage(at(0));
      assertThat(reserve(20, 4.9)).isEmpty();
      for (int probe = 1; probe <= 5; probe++) {
        assertThat(reserve(20, 5 * probe)).containsExactly(new Slot(at(5 * probe), true));
        budget = budget.pauseForOutage(at(5 * probe + 0.1)); // the probe has failed
        assertThat(reserve(20, 5 * probe + 4.9)).isEmpty();
      }
      assertThat(budget.isPaused(at(1_000))).isTrue();
    }

    @Test
    void ends_with_the_first_good_response_to_a_probe() {
      budget = budget.pauseForOutage(at(1));
      assertThat(budget.succeeded(at(0.9), at(2)).isDown()).isTrue(); // it was sent before

      budget = budget.succeeded(at(6), at(6.1));
      assertThat(budget.isPaused(at(6.1))).isFalse();
      assertThat(budget.rate(at(6.1))).isEqualTo(25);
    }

    @Test
    void ends_with_an_error_that_only_a_gateway_at_work_gives() {
      budget = budget.pauseForOutage(at(0)).responded(at(5), at(5.1));

      assertThat(budget.isPaused(at(5.1))).isFalse();
    }

    @Test
    void gives_way_to_a_pause_that_the_gateway_asks_for_and_to_no_other() {
      BudgetState down = budget.pauseForOutage(at(0));

      assertThat(down.pauseLonger(at(6))).isEqualTo(down);
      budget = down.pauseFor(Duration.ofSeconds(2), at(5));
      assertThat(budget.isDown()).isFalse();
      assertThat(pausedFor(0)).isEqualTo(7);
    }

    @Test
    void does_not_shorten_a_pause() {
      budget = budget.pauseFor(Duration.ofSeconds(90), at(0)).pauseForOutage(at(1));

      assertThat(budget.isDown()).isFalse();
      assertThat(pausedFor(0)).isEqualTo(90);
    }
  }

  @Test
  void halves_the_rate_after_a_pause_and_regains_it_within_10_s() {
    budget = budget.pauseLonger(at(0));

    assertThat(budget.rate(at(5))).isEqualTo(25);
    assertThat(budget.rate(at(7))).isEqualTo(30);
    assertThat(budget.rate(at(15))).isEqualTo(50);
    assertThat(budget.pauseLonger(at(7)).rate(at(17))).isEqualTo(15);
    int slots = 0;
    for (double now = 5; now < 15; now += 0.1) {
      slots += reserve(5, now).size();
    }
    assertThat((double) slots).isCloseTo(375, within(30.0)); // the mean of 25 and 50 for 10 s
  }

  @Test
  void keeps_one_request_a_second_however_many_pauses_there_are_unless_the_rate_is_less() {
    BudgetState slow = BudgetState.begin(0.5, BEGIN);
    double now = 0;
    for (int pause = 0; pause < 20; pause++) {
      budget = budget.pauseLonger(at(now));
      slow = slow.pauseLonger(at(now));
      now += 60;
    }
    budget = budget.pauseFor(Duration.ofSeconds(1), at(now));

    assertThat(budget.rate(at(now + 1))).isEqualTo(1);
    assertThat(slow.rate(at(now))).isEqualTo(0.5);
  }
}
