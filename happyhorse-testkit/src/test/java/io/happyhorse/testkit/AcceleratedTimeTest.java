package io.happyhorse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AcceleratedTimeTest {
  private final VirtualTime real = VirtualTime.lenient(Instant.EPOCH);
  private final AcceleratedTime time = AcceleratedTime.times(60, real);

  @Test
  void runs_faster_than_the_underlying_time() {
    real.advance(Duration.ofSeconds(2));

    assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(120));
    assertThat(time.since(0)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void sleeps_less_than_requested() throws InterruptedException {
    time.sleep(Duration.ofMinutes(1));

    assertThat(real.instant()).isEqualTo(Instant.EPOCH.plusSeconds(1));
  }

  @Test
  void never_wakes_too_early() throws InterruptedException {
    time.sleep(Duration.ofSeconds(1));

    assertThat(time.since(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void converts_the_longest_duration() {
    assertThat(time.inReal(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)))
        .isGreaterThan(Duration.ofSeconds(Long.MAX_VALUE / 60));
  }

  @Test
  void cannot_run_slower() {
    assertThatThrownBy(() -> AcceleratedTime.times(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Time cannot be accelerated 0 times: use 1 or more.");
  }
}
