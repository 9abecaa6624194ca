package io.happyhorse.examples.dashboard;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagsTest {
  private final Lags lags = new Lags();

  @Test
  void have_no_quantile_before_the_first() {
    assertThat(lags.quantile(0.5)).isNull();
  }

  @Test
  void give_the_least_lag_that_a_share_did_not_exceed() {
    for (int seconds = 100; seconds >= 1; seconds--) {
      lags.add(ofSeconds(seconds));
    }

    assertThat(lags.quantile(0.5)).isEqualTo(ofSeconds(50));
    assertThat(lags.quantile(0.95)).isEqualTo(ofSeconds(95));
  }

  @Test
  void count_an_end_in_the_future_of_this_clock_as_noticed_at_once() {
    lags.add(ofSeconds(-3));

    assertThat(lags.quantile(0.5)).isEqualTo(ZERO);
  }

  @Test
  void keep_the_latest_500() {
    lags.add(ofSeconds(999));
    for (int i = 0; i < 500; i++) {
      lags.add(ofSeconds(1));
    }

    assertThat(lags.quantile(1)).isEqualTo(ofSeconds(1));
  }
}
