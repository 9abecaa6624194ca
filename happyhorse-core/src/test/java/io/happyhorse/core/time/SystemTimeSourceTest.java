package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SystemTimeSourceTest {
  private final TimeSource time = TimeSource.system();

  @Test
  void follows_the_system_clock() throws Exception {
    Instant before = Instant.now();
    long ticks = time.nanoTime();

    time.sleep(Duration.ofMillis(2));

    assertThat(time.since(ticks)).isGreaterThanOrEqualTo(Duration.ofMillis(2));
    assertThat(time.instant()).isBetween(before, Instant.now());
    assertThat(time.await(CompletableFuture.completedFuture("done"))).isEqualTo("done");
  }

  @Test
  void fires_a_timer_on_a_daemon_thread_that_ends_when_the_timer_is_closed() {
    CompletableFuture<Thread> fired = new CompletableFuture<>();
    Timer timer = time.timer("test-timer", () -> fired.complete(Thread.currentThread()));
    timer.set(time.nanoTime() + Duration.ofHours(1).toNanos());
    timer.set(time.nanoTime());

    Thread thread = fired.join();

    assertThat(thread.getName()).isEqualTo("test-timer");
    assertThat(thread.isDaemon()).isTrue();
    timer.close();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void fires_a_timer_at_most_once_per_millisecond() {
    int fires = 30;
    CompletableFuture<Long> last = new CompletableFuture<>();
    AtomicInteger fired = new AtomicInteger();
    CompletableFuture<Timer> created = new CompletableFuture<>();
    Timer timer = time.timer("test-timer", () -> {
      if (fired.incrementAndGet() == fires) {
        last.complete(time.nanoTime());
      } else {
        created.join().set(time.nanoTime());
      }
    });
    created.complete(timer);
    long begun = time.nanoTime();
    timer.set(begun);

    assertThat(last.join() - begun).isGreaterThanOrEqualTo((fires - 1) * 1_000_000L);
    timer.close();
  }
}
