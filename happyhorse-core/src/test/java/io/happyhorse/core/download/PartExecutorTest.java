package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartExecutorTest {
  @ParameterizedTest
  @CsvSource({
    "4, 4, 1, 3",
    "4, 4, 2, 2",
    "4, 4, 3, 1",
    "4, 4, 4, 0",
    "4, 4, 9, 0",
    "4, 1, 1, 3",
    "4, 64, 10, 3",
    "2, 4, 1, 1",
    "1, 4, 1, 0"
  })
  void limits_the_additional_requests_of_all_downloads(
      int ranges, int maxConcurrent, int downloads, int additional) {
    PartExecutor executor =
        new PartExecutor(ParallelRanges.DEFAULT.withMost(ranges), maxConcurrent, () -> downloads);

    AtomicInteger reserved = new AtomicInteger();
    while (executor.reserve()) {
      reserved.incrementAndGet();
    }

    assertThat(reserved).hasValue(additional);
    if (additional > 0) {
      executor.release();
      assertThat(executor.reserve()).isTrue();
    }
    assertThat(executor.reserve()).isFalse();
  }
}
