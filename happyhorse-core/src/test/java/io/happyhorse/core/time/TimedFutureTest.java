package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cases that the tests of the watcher's futures do not cover: the failure and the closing of a time, and the longest timeouts.
 */
class TimedFutureTest {
  private final VirtualTime time =
      VirtualTime.builder(Instant.EPOCH).standstillAfter(Duration.ofMillis(100)).build();

  @AfterEach
  void close() {
    time.close();
  }

  private static final class SimpleFuture extends TimedFuture<String> {
    private final TimeSource time;

    SimpleFuture(TimeSource time) {
      this.time = time;
    }

    @Override
    protected TimeSource time() {
      return time;
    }
  }

  private void letTimeFail() {
    assertThatThrownBy(() -> time.await(new CompletableFuture<>()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void a_stage_fails_when_its_time_fails() {
    CompletableFuture<String> stage = new SimpleFuture(time).thenApply(String::strip);

    letTimeFail();

    assertThatThrownBy(() -> CompletableFuture.allOf(stage).join()).hasCause(time.failure());
  }

  @Test
  void a_stage_created_after_the_failure_fails_at_once() {
    letTimeFail();

    assertThatThrownBy(() ->
            CompletableFuture.allOf(new SimpleFuture(time).thenRun(() -> {})).join())
        .hasCause(time.failure());
  }

  @Test
  void a_stage_fails_when_its_time_is_closed() {
    CompletableFuture<String> stage = new SimpleFuture(time).thenApply(String::strip);

    time.close();

    assertThatThrownBy(stage::join)
        .hasRootCauseMessage("This virtual time has ended with its test.");
  }

  @Test
  void the_longest_timeouts_never_expire() throws Exception {
    SimpleFuture future = new SimpleFuture(time);
    CompletableFuture<String> same = future.orTimeout(Long.MAX_VALUE, TimeUnit.DAYS);
    assertThat(same).isSameAs(future);
    Timer timer = time.timer("unused", () -> assertThat(future.complete("done")).isTrue());
    timer.set(Duration.ofDays(1_000).toNanos());

    assertThat(future.get(Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo("done");
    assertThat(time.instant()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(1_000)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void a_timeout_that_has_passed_expires_at_once(long seconds) {
    SimpleFuture late = new SimpleFuture(time);
    SimpleFuture completed = new SimpleFuture(time);
    CompletableFuture<String> failing = late.orTimeout(seconds, TimeUnit.SECONDS);
    CompletableFuture<String> completing =
        completed.completeOnTimeout("late", seconds, TimeUnit.SECONDS);

    assertThatThrownBy(failing::join).hasCauseInstanceOf(TimeoutException.class);
    assertThat(completing.join()).isEqualTo("late");
    assertThat(time.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void a_stage_that_an_executor_has_discarded_does_not_stop_the_time() throws InterruptedException {
    CompletableFuture<Void> discarded =
        new SimpleFuture(time).completeAsync(() -> "never", task -> {}).thenRun(() -> {});

    time.sleep(Duration.ofMinutes(1));

    assertThat(discarded).isNotDone();
    assertThat(time.failure()).isNull();
  }
}
