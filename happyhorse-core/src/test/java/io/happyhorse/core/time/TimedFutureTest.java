package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the tests of the watcher's futures do not show: the ends of a time, and the longest timeouts. */
class TimedFutureTest {
  private final VirtualTime time =
      VirtualTime.builder(Instant.EPOCH).standstillAfter(Duration.ofMillis(100)).build();

  @AfterEach
  void close() {
    time.close();
  }

  private static final class Plain extends TimedFuture<String> {
    private final TimeSource time;

    Plain(TimeSource time) {
      this.time = time;
    }

    @Override
    protected TimeSource time() {
      return time;
    }
  }

  private void standStill() {
    assertThatThrownBy(() -> time.await(new CompletableFuture<>()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void a_stage_ends_when_its_time_fails() {
    CompletableFuture<String> stage = new Plain(time).thenApply(String::strip);

    standStill();

    assertThatThrownBy(() -> CompletableFuture.allOf(stage).join()).hasCause(time.failure());
  }

  @Test
  void one_made_after_the_failure_ends_at_once() {
    standStill();

    assertThatThrownBy(
            () -> CompletableFuture.allOf(new Plain(time).thenRun(() -> {})).join())
        .hasCause(time.failure());
  }

  @Test
  void one_ends_when_its_time_is_closed() {
    CompletableFuture<String> stage = new Plain(time).thenApply(String::strip);

    time.close();

    assertThatThrownBy(stage::join)
        .hasRootCauseMessage("This virtual time has ended with its test.");
  }

  @Test
  void the_longest_timeouts_never_pass() throws Exception {
    Plain future = new Plain(time);
    CompletableFuture<String> same = future.orTimeout(Long.MAX_VALUE, TimeUnit.DAYS);
    assertThat(same).isSameAs(future);
    Timer timer = time.timer("unused", () -> assertThat(future.complete("done")).isTrue());
    timer.set(Duration.ofDays(1_000).toNanos());

    assertThat(future.get(Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo("done");
    assertThat(time.instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(1_000)));
  }

  @Test
  void a_stage_that_an_executor_has_dropped_holds_up_nothing() throws InterruptedException {
    CompletableFuture<Void> dropped =
        new Plain(time).completeAsync(() -> "never", task -> {}).thenRun(() -> {});

    time.sleep(Duration.ofMinutes(1));

    assertThat(dropped).isNotDone();
    assertThat(time.failure()).isNull();
  }
}
