package io.happyhorse.examples.benchmarks.peers.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LagsTest {
  @Test
  void the_p95_is_the_smallest_lag_that_95_percent_do_not_exceed() {
    Lags lags = new Lags(IntStream.rangeClosed(1, 100).map(i -> 101 - i).asDoubleStream());

    assertThat(lags.p95()).isEqualTo(95);
    assertThat(lags.mean()).isEqualTo(50.5);
  }

  @Test
  void without_lags_mean_and_p95_are_not_a_number() {
    Lags none = new Lags(DoubleStream.empty());

    assertThat(none.p95()).isNaN();
    assertThat(none.mean()).isNaN();
  }
}
