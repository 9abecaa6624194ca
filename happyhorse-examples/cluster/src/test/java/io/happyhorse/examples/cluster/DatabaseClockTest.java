package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void follows_the_database_and_never_goes_back() {
    DatabaseClock clock = new DatabaseClock(NOON);
    clock.set(NOON.plusSeconds(3_600), System.nanoTime());
    Instant ahead = clock.now();
    assertThat(ahead).isAfterOrEqualTo(NOON.plusSeconds(3_600));

    clock.set(NOON, System.nanoTime());
    assertThat(clock.now()).isEqualTo(ahead);
  }

  @Test
  void assumes_that_the_time_was_read_halfway_through_the_query() {
    DatabaseClock clock = new DatabaseClock(NOON);
    clock.set(NOON, System.nanoTime() - Duration.ofMinutes(20).toNanos());

    assertThat(clock.now()).isAfterOrEqualTo(NOON.plus(Duration.ofMinutes(10)));
  }

  @Test
  void accepts_any_reading_of_the_monotonic_clock() {
    AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 20);
    DatabaseClock clock = new DatabaseClock(NOON, nanoTime::get);
    nanoTime.addAndGet(10);

    clock.set(NOON, nanoTime.get() - 10);

    assertThat(clock.now()).isEqualTo(NOON.plusNanos(5));
  }
}
