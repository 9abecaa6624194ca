package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final long SECOND = 1_000_000_000L;

  private final Meter meter = new Meter(Duration.ofSeconds(1), 3);

  @Test
  void counts_are_per_interval_and_the_oldest_is_first() {
    meter.add(1, 10 * SECOND);
    meter.add(2, 11 * SECOND);
    meter.add(3, 11 * SECOND + 999_999_999);

    assertThat(meter.counts(12 * SECOND)).containsExactly(1, 5, 0);
  }

  @Test
  void old_intervals_are_forgotten() {
    meter.add(7, 10 * SECOND);

    assertThat(meter.counts(12 * SECOND)).containsExactly(7, 0, 0);
    assertThat(meter.counts(13 * SECOND)).containsExactly(0, 0, 0);
    meter.add(1, 1_000 * SECOND);
    assertThat(meter.counts(1_000 * SECOND)).containsExactly(0, 0, 1);
  }

  @Test
  void a_late_event_counts_in_the_latest_interval() {
    meter.add(1, 10 * SECOND);
    meter.add(1, 9 * SECOND);

    assertThat(meter.counts(10 * SECOND)).containsExactly(0, 0, 2);
  }
}
