package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollExecutorTest {
  private final PollExecutor polls = new PollExecutor(null, 2);
  private final PollExecutor others = new PollExecutor(null, 2);

  private final CompletableFuture<Thread> first = new CompletableFuture<>();
  private final CompletableFuture<Thread> second = new CompletableFuture<>();

  @AfterEach
  void shutDown() throws InterruptedException {
    polls.shutDown();
    others.shutDown();
    polls.awaitEnd(Duration.ofMinutes(1));
    others.awaitEnd(Duration.ofMinutes(1));
  }

  /** Returns a poll that records its thread. */
  private static Supplier<Runnable> poll(CompletableFuture<Thread> thread, Runnable report) {
    return () -> {
      thread.complete(Thread.currentThread());
      return report;
    };
  }

  @Test
  void a_worker_runs_the_poll_that_its_report_starts() {
    polls.execute(poll(first, () -> polls.execute(poll(second, () -> {}))));

    assertThat(second.join()).isSameAs(first.join());
  }

  @Test
  void a_worker_leaves_further_polls_to_other_workers() {
    CompletableFuture<Thread> third = new CompletableFuture<>();
    polls.execute(poll(first, () -> {
      polls.execute(poll(second, () -> {}));
      polls.execute(poll(third, () -> {}));
      third.join(); // this worker is still busy
    }));

    assertThat(third.join()).isNotSameAs(first.join());
    assertThat(second.join()).isSameAs(first.join());
  }

  @Test
  void a_poll_of_another_watcher_runs_in_its_own_pool() {
    polls.execute(poll(first, () -> {
      others.execute(poll(second, () -> {}));
      second.join(); // this worker is still busy
    }));

    assertThat(second.join()).isNotSameAs(first.join());
  }

  @Test
  void a_poll_that_is_started_during_a_query_does_not_wait_for_its_end() {
    polls.execute(() -> {
      first.complete(Thread.currentThread());
      polls.execute(poll(second, () -> {}));
      second.join();
      return () -> {};
    });

    assertThat(second.join()).isNotSameAs(first.join());
  }

  @Test
  void a_poll_is_not_affected_by_an_interrupt_that_the_one_before_it_left() {
    CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
    polls.execute(() -> {
      Thread.currentThread().interrupt();
      return () -> polls.execute(() -> {
        isInterrupted.complete(Thread.currentThread().isInterrupted());
        return () -> {};
      });
    });

    assertThat(isInterrupted.join()).isFalse();
  }

  @Test
  void closing_keeps_the_interrupt_flag_of_its_thread() {
    PollExecutor single = new PollExecutor(null, 1);
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    single.execute(poll(first, () -> closed.join()));
    first.join();
    single.execute(poll(second, () -> {}));
    Thread.currentThread().interrupt();

    single.shutDown();
    closed.complete(true);

    assertThat(second.join()).isSameAs(Thread.currentThread());
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_report_that_fails_loses_no_poll() {
    polls.execute(poll(first, () -> {
      Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
      polls.execute(poll(second, () -> {}));
      throw new AssertionError("this report fails");
    }));

    assertThat(second.join()).isSameAs(first.join());
  }
}
