package io.happyhorse.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RateBenchmarkTest {
  @Test
  void the_second_with_the_most_requests_may_begin_at_any_time() {
    List<Long> sent = Stream.of(0L, 900L, 1_000L, 1_500L, 1_899L, 1_900L)
        .map(ms -> ms * 1_000_000)
        .toList();

    assertThat(RateBenchmark.mostInOneSecond(sent)).isEqualTo(4);
  }
}
