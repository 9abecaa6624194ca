package io.happyhorse.testkit.junit;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskHandle;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Common ways to wait for a task, all of which end in virtual time. */
class WaysOfWaitingTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final TaskScript TWO_MINUTES =
      TaskScript.succeeding().queued(Duration.ofSeconds(20)).running(Duration.ofSeconds(100));

  /** Waits that the time supports directly: they need no real time, not even on the strict clock. */
  @Nested
  @HappyHorseTest(TestClock.STRICT)
  class On_the_strict_clock extends SupportedWaits {}

  @Nested
  @HappyHorseTest
  class On_the_lenient_clock extends SupportedWaits {
    @Test
    void allOf_of_the_jdk_ends(TaskWatcher watcher) {
      CompletableFuture<VideoTask> one = watcher.watch(ID, TIMEOUT).future();
      CompletableFuture<VideoTask> same = watcher.watch(ID, TIMEOUT).future();

      CompletableFuture.allOf(one, same).join();

      assertThat(one.join()).isSucceeded();
      assertThat(CompletableFuture.anyOf(one, same).join()).isEqualTo(one.join());
    }

    @Test
    void supplyAsync_ends(TaskWatcher watcher) {
      VideoTask done =
          CompletableFuture.supplyAsync(() -> watcher.await(ID, TIMEOUT)).join();

      assertThat(done).isSucceeded();
    }

    @Test
    void a_timeout_in_real_time_does_not_expire(TaskWatcher watcher) {
      VideoTask done = CompletableFuture.supplyAsync(() -> watcher.await(ID, TIMEOUT))
          .orTimeout(50, SECONDS)
          .join();

      assertThat(done).isSucceeded();
    }

    @Test
    void futures_of_a_thread_pool_end(TaskWatcher watcher) throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(3);
      try {
        List<Future<VideoTask>> results = IntStream.range(0, 3)
            .mapToObj(renderer -> pool.submit(() -> watcher.await(ID, TIMEOUT)))
            .toList();
        for (Future<VideoTask> result : results) {
          assertThat(result.get()).isSucceeded();
        }
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void waits_on_virtual_threads_end(TaskWatcher watcher) throws Exception {
      assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
      ExecutorService threads = (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      try {
        Callable<VideoTask> wait = () -> watcher.await(ID, TIMEOUT);

        assertThat(threads.submit(wait).get()).isSucceeded();
        assertThat(threads.submit(wait).get()).isSucceeded();
      } finally {
        threads.shutdownNow();
      }
    }

    @Test
    void a_count_down_latch_is_released(TaskWatcher watcher) throws InterruptedException {
      CountDownLatch ended = new CountDownLatch(1);
      TaskHandle handle = watcher.watch(ID, TIMEOUT);
      CompletableFuture<Void> counted = handle.future().thenRun(ended::countDown);

      ended.await();

      assertThat(counted).isNotNull();
      assertThat(handle.current()).isSucceeded();
    }

    @Test
    void a_blocking_mono_ends(TaskWatcher watcher) {
      Mono<VideoTask> mono = Mono.fromFuture(() -> watcher.watch(ID, TIMEOUT).future());

      assertThat(mono.block()).isSucceeded();
      assertThat(mono.block(Duration.ofSeconds(50))).isSucceeded();
    }

    @Test
    void a_blocking_flux_ends(TaskWatcher watcher) {
      VideoTask last = Flux.just(ID, ID)
          .flatMap(id -> Mono.fromFuture(() -> watcher.watch(id, TIMEOUT).future()))
          .blockLast();

      assertThat(last).isSucceeded();
    }

    @Test
    void a_mono_converted_to_a_future_ends(TaskWatcher watcher) throws Exception {
      CompletableFuture<VideoTask> future =
          Mono.fromFuture(() -> watcher.watch(ID, TIMEOUT).future()).toFuture();

      assertThat(future.get()).isSucceeded();
    }

    @Test
    void a_condition_of_awaitility_is_fulfilled(TaskWatcher watcher) {
      TaskHandle handle = watcher.watch(ID, TIMEOUT);

      await()
          .dontCatchUncaughtExceptions() // of other tests in this JVM
          .atMost(Duration.ofSeconds(50))
          .until(() -> handle.future().isDone());

      assertThat(handle.join()).isSucceeded();
    }

    @Test
    void a_scheduled_poll_of_the_caller_ends(TaskQueryPort tasks) throws Exception {
      ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
      CompletableFuture<VideoTask> done = new CompletableFuture<>();
      try {
        Future<?> polls = scheduler.scheduleAtFixedRate(
            () -> {
              VideoTask task = tasks.query(ID);
              if (task.isFinished()) {
                done.complete(task);
              }
            },
            0,
            20,
            MILLISECONDS);

        assertThat(done.get(50, SECONDS)).isSucceeded();
        polls.cancel(false);
      } finally {
        scheduler.shutdownNow();
      }
    }
  }

  @Nested
  @HappyHorseTest(TestClock.MANUAL)
  class On_the_manual_clock {
    @BeforeEach
    void accept(InMemoryTaskQuery gateway) {
      gateway.accept(ID, TWO_MINUTES);
    }

    @Test
    void a_wait_ends_when_the_time_is_advanced(TaskWatcher watcher, VirtualTime time) {
      TaskHandle handle = watcher.watch(ID, TIMEOUT);
      time.advance(Duration.ofSeconds(100));
      assertThat(handle.future()).isNotDone();

      time.advance(Duration.ofSeconds(40));

      assertThat(handle.join()).isSucceeded();
    }

    @Test
    void idle_threads_of_a_pool_do_not_stop_the_time(TaskWatcher watcher, VirtualTime time)
        throws Exception {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        assertThat(pool.submit(() -> watcher.watch(ID, TIMEOUT)).get().future()).isNotDone();

        time.advance(Duration.ofMinutes(3));

        assertThat(pool.submit(() -> watcher.await(ID, TIMEOUT)).get()).isSucceeded();
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Nested
  @HappyHorseTest(TestClock.ACCELERATED)
  class On_the_accelerated_clock {
    @Test
    void a_wait_takes_less_real_time(InMemoryTaskQuery gateway, TaskWatcher watcher)
        throws Exception {
      TaskId id = gateway.accept(TaskScript.succeeding().running(Duration.ofSeconds(10)));

      assertThat(watcher.watch(id, TIMEOUT).future().get(10, MINUTES)).isSucceeded();
    }

    @Test
    void a_timeout_takes_less_real_time(InMemoryTaskQuery gateway, TaskWatcher watcher) {
      TaskId id = gateway.accept(TaskScript.succeeding().running(Duration.ofDays(1)));

      assertThatThrownBy(() -> watcher.watch(id, TIMEOUT).future().get(6, SECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThatThrownBy(
              () -> watcher.watch(id, TIMEOUT).future().orTimeout(6, SECONDS).join())
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  /** Waits that every virtual time supports. */
  abstract static class SupportedWaits {
    @BeforeEach
    void accept(InMemoryTaskQuery gateway) {
      gateway.accept(ID, TWO_MINUTES);
    }

    private static CompletableFuture<VideoTask> end(TaskWatcher watcher) {
      return watcher.watch(ID, TIMEOUT).future();
    }

    @Test
    void join_returns_the_task(TaskWatcher watcher) {
      assertThat(end(watcher).join()).isSucceeded();
    }

    @Test
    void get_returns_the_task(TaskWatcher watcher) throws Exception {
      assertThat(end(watcher).get()).isSucceeded();
    }

    @Test
    void a_dependent_stage_ends(TaskWatcher watcher) {
      assertThat(end(watcher).thenApply(VideoTask::isSucceeded).join()).isTrue();
    }

    @Test
    void asynchronous_stages_end(TaskWatcher watcher) {
      assertThat(end(watcher)
              .thenApplyAsync(VideoTask::isSucceeded)
              .thenApplyAsync(succeeded -> !succeeded, Runnable::run)
              .handleAsync((failed, error) -> failed)
              .join())
          .isFalse();
    }

    @Test
    void composed_stages_end(TaskWatcher watcher) {
      assertThat(end(watcher).thenCompose(first -> end(watcher)).join()).isSucceeded();
      assertThat(end(watcher).thenCombine(end(watcher), (one, other) -> one).join())
          .isSucceeded();
    }

    @Test
    void a_timed_get_takes_virtual_time(TaskWatcher watcher, TimeSource time) throws Exception {
      assertThatThrownBy(() -> end(watcher).get(1, MINUTES)).isInstanceOf(TimeoutException.class);
      assertThat(time.since(0)).isEqualTo(Duration.ofMinutes(1));
      assertThat(end(watcher).get(5, MINUTES)).isSucceeded();
    }

    @Test
    void orTimeout_takes_virtual_time(TaskWatcher watcher, TimeSource time) {
      assertThatThrownBy(
              () -> end(watcher).thenApply(done -> done).orTimeout(1, MINUTES).join())
          .hasCauseInstanceOf(TimeoutException.class);
      assertThat(time.since(0)).isEqualTo(Duration.ofMinutes(1));
      assertThat(end(watcher).orTimeout(5, MINUTES).join()).isSucceeded();
    }

    @Test
    void completeOnTimeout_takes_virtual_time(TaskWatcher watcher) {
      assertThat(end(watcher)
              .thenApply(VideoTask::isSucceeded)
              .completeOnTimeout(false, 1, MINUTES)
              .join())
          .isFalse();
      assertThat(end(watcher)
              .thenApply(VideoTask::isSucceeded)
              .completeOnTimeout(false, 5, MINUTES)
              .join())
          .isTrue();
    }

    @Test
    void slow_work_in_an_asynchronous_stage_takes_no_virtual_time(
        TaskWatcher watcher, TimeSource time) {
      Duration elapsed = end(watcher)
          .thenApplyAsync(done -> {
            await()
                .dontCatchUncaughtExceptions() // of other tests in this JVM
                .pollDelay(Duration.ofMillis(100))
                .until(() -> true);
            return time.since(0);
          })
          .orTimeout(3, MINUTES)
          .join();

      assertThat(elapsed).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void allOf_several_handles_ends(TaskWatcher watcher, InMemoryTaskQuery gateway) {
      TaskId shorter = gateway.accept(TaskScript.succeeding().running(Duration.ofSeconds(30)));

      List<VideoTask> done = TaskHandle.allOf(
              List.of(watcher.watch(ID, TIMEOUT), watcher.watch(shorter, TIMEOUT)))
          .join();

      assertThat(done).extracting(VideoTask::id).containsExactly(ID, shorter);
      assertThat(TaskHandle.allOf(List.of()).join()).isEmpty();
    }

    @Test
    void a_plain_future_ends_if_the_time_awaits_it(TaskWatcher watcher, TimeSource time)
        throws Exception {
      CompletableFuture<Object> any = CompletableFuture.anyOf(end(watcher), end(watcher));

      assertThat(time.await(any)).isInstanceOf(VideoTask.class);
    }

    @Test
    void awaitAll_ends(TaskWatcher watcher) {
      assertThat(watcher.awaitAll(List.of(ID), TIMEOUT)).isInstanceOf(Map.class).hasSize(1);
    }

    @Test
    void an_interrupt_does_not_end_join_and_leaves_the_flag_set(TaskWatcher watcher) {
      CompletableFuture<VideoTask> end = end(watcher);
      Thread.currentThread().interrupt();

      assertThat(end.join()).isSucceeded();
      assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void join_in_a_callback_is_refused(TaskWatcher watcher, InMemoryTaskQuery gateway) {
      TaskId other = gateway.accept(TaskScript.succeeding().running(Duration.ofMinutes(5)));
      CompletableFuture<VideoTask> later = watcher.watch(other, TIMEOUT).future();

      for (CompletableFuture<VideoTask> wait : List.of(later, later.thenApply(done -> done))) {
        CompletableFuture<VideoTask> pending =
            watcher.watch(gateway.accept(TWO_MINUTES), TIMEOUT).future();
        assertThatThrownBy(() -> pending.thenApply(done -> wait.join()).join())
            .cause()
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("A callback cannot wait for task " + other
                + ": it would block the thread that completes the wait. Use the handle's future.");
      }
    }
  }
}
