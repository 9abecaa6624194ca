package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
  private final Time time = Time.system();

  @Test
  void goes_with_the_system() throws Exception {
    Instant before = Instant.now();
    long ticks = time.ticks();

    time.sleep(Duration.ofMillis(2));

    assertThat(time.since(ticks)).isGreaterThanOrEqualTo(Duration.ofMillis(2));
    assertThat(time.now()).isBetween(before, Instant.now());
    assertThat(time.await(CompletableFuture.completedFuture("done"))).isEqualTo("done");
  }

  @Test
  void rings_alarms_on_a_daemon_thread_that_ends_with_them() {
    CompletableFuture<Thread> rung = new CompletableFuture<>();
    Alarm alarm = time.alarm("test-alarm", () -> rung.complete(Thread.currentThread()));
    alarm.set(time.ticks() + Duration.ofHours(1).toNanos());
    alarm.set(time.ticks());

    Thread thread = rung.join();

    assertThat(thread.getName()).isEqualTo("test-alarm");
    assertThat(thread.isDaemon()).isTrue();
    alarm.close();
    assertThat(thread.isAlive()).isFalse();
  }
}
