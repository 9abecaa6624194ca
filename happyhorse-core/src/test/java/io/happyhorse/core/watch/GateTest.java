package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryEvidence;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Gate gate = new Gate(50);

  @Test
  void spaces_requests_by_its_rate() {
    assertThat(gate.opensAt()).isZero();
    gate.pass(0);
    assertThat(gate.opensAt()).isEqualTo(SECOND / 50);
    gate.pass(SECOND);
    assertThat(gate.opensAt()).isEqualTo(SECOND + SECOND / 50);
  }

  @Test
  void charges_for_requests_on_top() {
    gate.pass(0);
    gate.charge(2, 0);

    assertThat(gate.opensAt()).isEqualTo(3 * SECOND / 50);
  }

  @Nested
  class It_pauses {
    @Test
    void as_long_as_the_gateway_asks() {
      assertThat(gate.failed(limited(Duration.ofSeconds(90)), 0)).isTrue();
      assertThat(gate.opensAt()).isEqualTo(90 * SECOND);
    }

    @Test
    void for_a_while_if_what_it_asks_for_is_no_pause() {
      assertThat(gate.failed(limited(Duration.ZERO), 0)).isTrue();
      assertThat(gate.opensAt()).isEqualTo(5 * SECOND);
    }

    @Test
    void for_ten_minutes_at_most() {
      gate.failed(limited(Duration.ofHours(5)), 0);

      assertThat(gate.opensAt()).isEqualTo(600 * SECOND);
    }

    @Test
    void longer_each_time_if_the_gateway_does_not_say_how_long() {
      long now = 0;
      for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
        assertThat(gate.failed(limited(null), now)).isTrue();
        assertThat(gate.opensAt() - now).isEqualTo(seconds * SECOND);
        now = gate.opensAt();
      }
      gate.answered(now);
      gate.failed(limited(null), now);
      assertThat(gate.opensAt() - now).isEqualTo(5 * SECOND);
    }

    @Test
    void once_for_what_was_in_flight_together() {
      gate.failed(limited(null), 0);

      assertThat(gate.failed(limited(null), SECOND)).isFalse();
      assertThat(gate.opensAt()).isEqualTo(5 * SECOND);
      assertThat(gate.failed(limited(Duration.ofSeconds(30)), SECOND)).isFalse();
      assertThat(gate.opensAt()).isEqualTo(31 * SECOND);
      assertThat(gate.rate(31 * SECOND)).isEqualTo(25);
    }

    @Test
    void after_five_server_errors_in_a_row_of_two_tasks() {
      for (int i = 0; i < 4; i++) {
        assertThat(gate.failed(down("asyntask_A"), 0)).isFalse();
      }
      assertThat(gate.failed(down("asyntask_B"), 0)).isTrue();
    }

    @Test
    void not_for_server_errors_of_one_task_alone() {
      for (int i = 0; i < 20; i++) {
        assertThat(gate.failed(down("asyntask_A"), 0)).isFalse();
      }
    }

    @Test
    void not_if_an_answer_came_between() {
      for (int i = 0; i < 4; i++) {
        gate.failed(down("asyntask_A"), 0);
      }
      gate.answered(0);
      assertThat(gate.failed(down("asyntask_B"), 0)).isFalse();
      for (int i = 0; i < 3; i++) {
        gate.failed(down("asyntask_A"), 0);
      }
      gate.failed(new TaskNotFoundException(evidence("asyntask_A", 404, null)), 0);
      assertThat(gate.failed(down("asyntask_B"), 0)).isFalse();
    }

    @Test
    void not_for_a_network_that_is_down() {
      for (int i = 0; i < 20; i++) {
        QueryException error =
            new NetworkException("no connection", evidence("asyntask_" + i, null, null), null);
        assertThat(gate.failed(error, 0)).isFalse();
      }
    }
  }

  @Test
  void halves_its_rate_after_a_pause_and_regains_one_each_second() {
    gate.failed(limited(null), 0);

    assertThat(gate.rate(5 * SECOND)).isEqualTo(25);
    assertThat(gate.rate(6 * SECOND)).isEqualTo(26);
    assertThat(gate.rate(29 * SECOND)).isEqualTo(49);
    assertThat(gate.rate(1_000 * SECOND)).isEqualTo(50);
    gate.failed(limited(null), 6 * SECOND);
    assertThat(gate.rate(16 * SECOND)).isEqualTo(13);
  }

  @Test
  void knows_how_long_many_requests_take_while_its_rate_recovers() {
    assertThat(gate.timeFor(1_000, 0)).isEqualTo(20 * SECOND);
    gate.failed(limited(null), 0);
    long opens = gate.opensAt();

    // 25 s at 25 to 50 a second let 937.5 through, and the rest goes at 50
    assertThat(gate.timeFor(1_000, opens)).isEqualTo((long) (26.25 * SECOND));
    assertThat(gate.timeFor(0, opens)).isZero();
    assertThat(gate.pauseLeft(opens - 2 * SECOND)).isEqualTo(2 * SECOND);
    assertThat(gate.pauseLeft(opens + 1)).isZero();
    assertThat(gate.timeFor(100, opens)).isBetween(3 * SECOND, 4 * SECOND);
  }

  @Test
  void keeps_at_least_one_request_a_second() {
    long now = 0;
    for (int i = 0; i < 20; i++) {
      gate.failed(limited(null), now);
      now = gate.opensAt();
    }

    assertThat(gate.rate(now)).isEqualTo(1);
  }

  private static QueryException limited(@Nullable Duration retryAfter) {
    return new RateLimitedException(evidence("asyntask_A", 429, retryAfter));
  }

  private static QueryException down(String id) {
    return new GatewayUnavailableException(evidence(id, 503, null));
  }

  private static QueryEvidence evidence(
      String id, @Nullable Integer status, @Nullable Duration retryAfter) {
    return new QueryEvidence(TaskId.of(id), null, status, null, 1, null, retryAfter);
  }
}
