package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
  void a_sleep_of_no_length_can_be_interrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> time.sleep(Duration.ZERO)).isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_timer_survives_an_error_even_if_the_handler_of_its_thread_throws() {
    CompletableFuture<Timer> created = new CompletableFuture<>();
    CompletableFuture<String> again = new CompletableFuture<>();
    AtomicInteger fired = new AtomicInteger();
    Timer timer = time.timer("test-timer", () -> {
      if (fired.incrementAndGet() > 1) {
        again.complete("fired");
        return;
      }
      Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {
        created.join().set(time.nanoTime());
        throw new IllegalStateException("thrown by the handler");
      });
      throw new IllegalStateException("thrown by the action");
    });
    created.complete(timer);
    timer.set(time.nanoTime());

    assertThat(again.orTimeout(1, TimeUnit.MINUTES).join()).isEqualTo("fired");
    timer.close();
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
