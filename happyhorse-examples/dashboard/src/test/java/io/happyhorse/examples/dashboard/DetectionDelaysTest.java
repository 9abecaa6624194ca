package io.happyhorse.examples.dashboard;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetectionDelaysTest {
  private final DetectionDelays delays = new DetectionDelays();

  @Test
  void no_delay_has_no_quantile() {
    assertThat(delays.quantile(0.5)).isNull();
  }

  @Test
  void the_quantile_is_the_smallest_delay_that_the_share_does_not_exceed() {
    for (int seconds = 100; seconds >= 1; seconds--) {
      delays.add(ofSeconds(seconds));
    }

    assertThat(delays.quantile(0.5)).isEqualTo(ofSeconds(50));
    assertThat(delays.quantile(0.95)).isEqualTo(ofSeconds(95));
  }

  @Test
  void a_negative_delay_counts_as_zero() {
    delays.add(ofSeconds(-3));

    assertThat(delays.quantile(0.5)).isEqualTo(ZERO);
  }

  @Test
  void only_the_latest_500_delays_count() {
    delays.add(ofSeconds(999));
    for (int i = 0; i < 500; i++) {
      delays.add(ofSeconds(1));
    }

    assertThat(delays.quantile(1)).isEqualTo(ofSeconds(1));
  }
}
