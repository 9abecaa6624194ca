package io.happyhorse.examples.benchmarks.peers.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void are_read_from_their_text() {
    Figures figures = new Figures(Map.of("lag_mean_s", 2.5)).and(Map.of("lost", 0.0));

    assertThat(Figures.parse(figures.toString())).isEqualTo(figures);
  }

  @Test
  void report_the_name_that_is_missing() {
    assertThatThrownBy(() -> Figures.parse("lost=1").get("threads"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no threads among [lost].");
  }
}
