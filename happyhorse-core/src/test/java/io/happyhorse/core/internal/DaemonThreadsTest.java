package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
  private final DaemonThreads threads = new DaemonThreads("worker");
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  private Thread started() throws InterruptedException {
    Thread thread = threads.newThread(() -> {
      running.countDown();
      await(end);
    });
    thread.start();
    running.await();
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void are_daemons_with_numbers() {
    Thread first = threads.newThread(() -> {});

    assertThat(first.isDaemon()).isTrue();
    assertThat(first.getName()).isEqualTo("worker-1");
    assertThat(threads.newThread(() -> {}).getName()).isEqualTo("worker-2");
  }

  @Test
  void are_awaited_until_the_last_has_ended() throws InterruptedException {
    Thread thread = started();
    threads.awaitEnd(Duration.ofMillis(1), System::nanoTime);
    assertThat(thread.isAlive()).isTrue();

    end.countDown();
    threads.awaitEnd(Duration.ofMinutes(1), System::nanoTime);

    thread.join();
    threads.awaitEnd(Duration.ofMinutes(1), System::nanoTime); // none is left
  }

  @Test
  void are_not_awaited_by_one_of_them_or_before_they_start() throws InterruptedException {
    Thread unused = threads.newThread(() -> {});
    CompletableFuture<Boolean> awaited = new CompletableFuture<>();

    threads
        .newThread(() -> {
          try {
            threads.awaitEnd(Duration.ofDays(1), System::nanoTime);
            awaited.complete(true);
          } catch (InterruptedException impossible) {
            awaited.completeExceptionally(impossible);
          }
        })
        .start();

    assertThat(awaited.join()).isTrue();
  }

  @Test
  void are_no_longer_awaited_after_an_interrupt() throws InterruptedException {
    Thread unused = started();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> threads.awaitEnd(Duration.ofDays(1), System::nanoTime))
        .isInstanceOf(InterruptedException.class);

    end.countDown();
  }
}
