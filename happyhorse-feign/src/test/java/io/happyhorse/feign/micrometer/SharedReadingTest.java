package io.happyhorse.feign.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SharedReadingTest {
  private final MockClock clock = new MockClock();
  private final AtomicInteger source = new AtomicInteger();
  private final SharedReading<AtomicInteger, Integer> reading =
      new SharedReading<>(AtomicInteger::incrementAndGet, clock, Duration.ofSeconds(1));

  @Test
  void is_shared_by_all_gauges_for_a_second() {
    ToDoubleFunction<AtomicInteger> gauge = reading.then(value -> value);
    ToDoubleFunction<AtomicInteger> another = reading.then(value -> 10 * value);

    assertThat(gauge.applyAsDouble(source)).isEqualTo(1);
    assertThat(another.applyAsDouble(source)).isEqualTo(10);
    clock.add(Duration.ofMillis(999));
    assertThat(gauge.applyAsDouble(source)).isEqualTo(1);
    clock.add(Duration.ofMillis(1));
    assertThat(another.applyAsDouble(source)).isEqualTo(20);
    assertThat(source).hasValue(2);
  }
}
