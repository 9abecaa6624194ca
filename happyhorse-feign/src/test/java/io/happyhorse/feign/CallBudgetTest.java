package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallBudgetTest {
  private final VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
  private final CallBudget budget = new CallBudget(Duration.ofSeconds(10), time);

  @AfterEach
  void close() {
    time.close();
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 10", "4, 5, 6", "7, 3, 3"})
  void limits_a_request_to_the_remaining_time(long paused, long connect, long whole) {
    budget.pause(Duration.ofSeconds(paused));

    assertThat(budget.limit(Duration.ofSeconds(5), Duration.ofSeconds(20)))
        .isEqualTo(new Timeouts(Duration.ofSeconds(connect), Duration.ofSeconds(whole)));
  }

  @Test
  void limits_a_request_to_a_millisecond_if_no_time_is_left() {
    budget.pause(Duration.ofSeconds(11));

    Timeouts limits = budget.limit(Duration.ofSeconds(5), Duration.ofSeconds(20));

    assertThat(limits).isEqualTo(new Timeouts(Duration.ofMillis(1), Duration.ofMillis(1)));
  }

  @Test
  void allows_only_pauses_that_leave_time_for_a_request() {
    budget.pause(Duration.ofSeconds(4));

    assertThat(budget.allows(Duration.ofMillis(5_999))).isTrue();
    assertThat(budget.allows(Duration.ofSeconds(6))).isFalse();
  }

  @Test
  void measures_requests_in_real_time() {
    long start = TimeSource.system().nanoTime() - Duration.ofSeconds(3).toNanos();

    budget.endRequest(start);

    assertThat(budget.spent())
        .isBetween(Duration.ofSeconds(3), TimeSource.system().since(start));
    assertThat(time.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void leaves_the_thread_interrupted_if_an_interrupt_ends_a_pause() {
    Thread.currentThread().interrupt();

    budget.pause(Duration.ofSeconds(3));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(budget.spent()).isZero();
  }

  @Test
  void is_not_spent_by_a_pause_of_zero() {
    budget.pause(Duration.ZERO);

    assertThat(budget.spent()).isZero();
    assertThat(time.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void has_no_connection_before_the_shorter_limit() {
    Duration shorter = Duration.ofSeconds(1);
    Duration longer = Duration.ofSeconds(5);

    assertThat(new Timeouts(shorter, longer).untilConnected()).isEqualTo(shorter);
    assertThat(new Timeouts(longer, shorter).untilConnected()).isEqualTo(shorter);
  }
}
