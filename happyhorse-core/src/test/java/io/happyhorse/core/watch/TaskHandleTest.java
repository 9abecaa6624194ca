package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitInterruptedException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TaskHandleTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

  private final VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
  private final ScriptedPort gateway = new ScriptedPort(time);
  private final TaskWatcher watcher = TaskWatcher.builder(gateway)
      .time(time)
      .schedule(PollSchedule.fixed(Duration.ofSeconds(15)))
      .build();

  @AfterEach
  void close() {
    watcher.close();
    time.close();
  }

  @Nested
  class Handles_of_one_task {
    @Test
    void share_its_polls_but_not_their_futures() {
      gateway.returns("QUEUED", "IN_PROGRESS", "SUCCESS");
      TaskHandle first = watcher.watch(ID, QUARTER_HOUR);
      TaskHandle second = watcher.watch(ID, QUARTER_HOUR);

      assertThat(first.join()).isSameAs(second.join());
      assertThat(first.future()).isNotSameAs(second.future());
      assertThat(gateway.queriedAt).containsExactly(0L, 15L, 30L);
    }

    @Test
    void receive_the_last_valid_observation_when_they_join() throws InterruptedException {
      gateway.returns("QUEUED", "SUCCESS");
      TaskHandle first = watcher.watch(ID, QUARTER_HOUR);
      time.sleep(Duration.ofSeconds(10));
      List<TaskObservation> received = new CopyOnWriteArrayList<>();

      watcher.watch(ID, WaitOptions.defaults().onObservation(received::add)).join();

      assertThat(first.join().isSucceeded()).isTrue();
      assertThat(received)
          .extracting(observation -> observation.task().rawStatus())
          .containsExactly("QUEUED", "SUCCESS");
      assertThat(received).extracting(TaskObservation::polls).containsExactly(0, 1);
      assertThat(received)
          .extracting(TaskObservation::elapsed)
          .containsExactly(Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void end_independently_at_their_deadlines() {
      gateway.returns("QUEUED", "QUEUED", "QUEUED", "QUEUED", "SUCCESS");
      TaskHandle unlimited = watcher.watch(ID, WaitOptions.withoutTimeout());

      assertThatThrownBy(() -> watcher.await(ID, Duration.ofSeconds(20)))
          .isInstanceOf(WaitDeadlineException.class);

      assertThat(unlimited.future()).isNotDone();
      assertThat(unlimited.join().isSucceeded()).isTrue();
      assertThat(gateway.queriedAt).containsExactly(0L, 15L, 18L, 33L, 48L);
    }

    @Test
    void throw_errors_with_the_stack_trace_of_the_thread_that_waits() {
      gateway.returns("QUEUED");

      assertThatThrownBy(() -> watcher.await(ID, Duration.ofSeconds(20)))
          .isInstanceOf(WaitDeadlineException.class)
          .satisfies(error -> assertThat(error.getStackTrace())
              .anyMatch(line -> line.getClassName().startsWith(TaskHandleTest.class.getName())));
    }

    @Test
    void end_independently_when_stopped() {
      gateway.returns("QUEUED", "SUCCESS");
      TaskHandle stopped = watcher.watch(ID, QUARTER_HOUR);
      TaskHandle other = watcher.watch(ID, QUARTER_HOUR);

      stopped.stop();

      assertThatThrownBy(stopped::join)
          .isInstanceOf(WaitStoppedException.class)
          .hasMessageStartingWith("The wait was stopped (task asyntask_A at https://gateway");
      assertThat(other.join().isSucceeded()).isTrue();
      stopped.stop();
    }

    @Test
    void end_independently_when_their_futures_are_cancelled_or_completed() {
      gateway.returns("QUEUED", "SUCCESS");
      TaskHandle cancelled = watcher.watch(ID, QUARTER_HOUR);
      TaskHandle completed = watcher.watch(ID, QUARTER_HOUR);
      TaskHandle other = watcher.watch(ID, QUARTER_HOUR);

      cancelled.future().cancel(true);
      completed.future().complete(gateway.observation("FAILURE"));

      assertThatThrownBy(cancelled::join)
          .isInstanceOf(WaitStoppedException.class)
          .satisfies(error ->
              assertThat(error.getSuppressed()).hasOnlyElementsOfType(CancellationException.class));
      assertThat(completed.join().failure()).isNotNull();
      assertThat(other.join().isSucceeded()).isTrue();
    }
  }

  @Nested
  class A_handle {
    @Test
    void that_a_caller_completes_with_an_error_reports_it() {
      gateway.alwaysReturns("QUEUED");
      TaskHandle handle = watcher.watch(ID, QUARTER_HOUR);
      IllegalStateException error = new IllegalStateException("not needed");

      handle.future().completeExceptionally(error);

      assertThatThrownBy(handle::join)
          .isInstanceOf(WaitStoppedException.class)
          .satisfies(stopped -> assertThat(stopped.getSuppressed()).containsExactly(error));
    }

    @Test
    void is_not_stopped_by_cancelling_a_dependent_stage() {
      gateway.returns("QUEUED", "SUCCESS");
      TaskHandle handle = watcher.watch(ID, QUARTER_HOUR);

      handle.future().thenApply(VideoTask::id).cancel(true);

      assertThat(handle.join().isSucceeded()).isTrue();
    }

    @Test
    void ends_the_polls_of_its_task_if_it_is_the_last_one() throws InterruptedException {
      gateway.alwaysReturns("QUEUED");
      TaskHandle handle = watcher.watch(ID, QUARTER_HOUR);
      time.sleep(Duration.ofSeconds(20));

      handle.stop();
      time.sleep(Duration.ofMinutes(5));

      assertThat(gateway.queriedAt).containsExactly(0L, 15L);
    }

    @Test
    void returns_the_last_observation() throws InterruptedException {
      gateway.alwaysReturns("QUEUED");
      TaskHandle handle = watcher.watch(ID, QUARTER_HOUR);
      assertThat(handle.taskId()).isEqualTo(ID);

      time.sleep(Duration.ofSeconds(1));

      assertThat(handle.current()).extracting("rawStatus").isEqualTo("QUEUED");
      assertThat(handle).hasToString("TaskHandle[VideoTask[asyntask_A QUEUED]]");
    }

    @Test
    void of_a_freshly_submitted_task_polls_after_one_interval() {
      gateway.returns("SUCCESS");

      watcher.watch(ID, WaitOptions.defaults().freshlySubmitted()).join();

      assertThat(gateway.queriedAt).containsExactly(15L);
    }

    @Test
    void cannot_be_joined_by_a_callback() {
      gateway.returns("QUEUED", "SUCCESS");
      CompletableFuture<Throwable> caught = new CompletableFuture<>();
      AtomicReference<@Nullable TaskHandle> self = new AtomicReference<>();
      TaskHandle handle =
          watcher.watch(ID, WaitOptions.defaults().freshlySubmitted().onObservation(observation -> {
            try {
              Objects.requireNonNull(self.get()).join();
            } catch (IllegalStateException error) {
              caught.complete(error);
            }
          }));
      self.set(handle);

      handle.join();

      assertThat(caught.join())
          .hasMessageStartingWith("A callback cannot wait for task asyntask_A:");
    }

    @Test
    void that_is_interrupted_throws_an_error_with_the_task_and_keeps_the_flag() {
      gateway.alwaysReturns("QUEUED");
      TaskHandle handle = watcher.watch(ID, QUARTER_HOUR);
      Thread.currentThread().interrupt();

      assertThatThrownBy(handle::join)
          .isInstanceOf(WaitInterruptedException.class)
          .hasMessageContaining("task asyntask_A at https://gateway");

      assertThat(Thread.interrupted()).isTrue();
      assertThatThrownBy(handle::join).isInstanceOf(WaitInterruptedException.class);
    }
  }

  @Nested
  class Closing {
    @Test
    void ends_every_wait_with_an_error_that_names_its_task() {
      gateway.alwaysReturns("QUEUED");
      TaskHandle handle = watcher.watch(ID, QUARTER_HOUR);

      watcher.close();

      assertThatThrownBy(handle::join)
          .isInstanceOf(WatcherClosedException.class)
          .hasMessageStartingWith("The watcher is closed (task asyntask_A at https://gateway");
      assertThatThrownBy(() -> watcher.watch(ID, QUARTER_HOUR))
          .isInstanceOf(WatcherClosedException.class)
          .hasMessageContaining("task asyntask_A at https://gateway, 0 polls");
    }

    @Test
    void supports_callbacks_and_polls_on_the_calling_thread() {
      gateway.returns("QUEUED", "SUCCESS");
      try (TaskWatcher inline = TaskWatcher.builder(gateway)
          .time(time)
          .pollExecutor(Runnable::run)
          .callbackExecutor(Runnable::run)
          .build()) {
        AtomicReference<Duration> slept = new AtomicReference<>();
        CompletableFuture<Void> end = inline.watch(ID, QUARTER_HOUR).future().thenRun(() -> {
          try {
            time.sleep(Duration.ofMinutes(1));
            slept.set(time.since(0));
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
        end.join();

        assertThat(slept.get()).isGreaterThan(Duration.ofMinutes(1));
      }
    }

    @Test
    void does_not_close_the_callers_executors() {
      gateway.alwaysReturns("QUEUED");
      ExecutorService polls = Executors.newSingleThreadExecutor();
      ExecutorService callbacks = Executors.newSingleThreadExecutor();
      TaskWatcher supplied = TaskWatcher.builder(gateway)
          .time(time)
          .pollExecutor(polls)
          .callbackExecutor(callbacks)
          .build();
      TaskHandle handle = supplied.watch(ID, QUARTER_HOUR);

      supplied.close();

      assertThatThrownBy(handle::join).isInstanceOf(WatcherClosedException.class);
      assertThat(polls.isShutdown()).isFalse();
      assertThat(callbacks.isShutdown()).isFalse();
      polls.shutdownNow();
      callbacks.shutdownNow();
    }

    @Test
    void from_a_callback_does_not_hang() {
      gateway.alwaysReturns("QUEUED");
      TaskHandle handle =
          watcher.watch(ID, WaitOptions.defaults().onObservation(observation -> watcher.close()));

      assertThatThrownBy(handle::join).isInstanceOf(WatcherClosedException.class);
    }
  }

  @Nested
  class Callbacks_on_many_threads {
    @Test
    void run_in_order_for_each_handle_with_the_end_last() {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      for (int i = 0; i < 200; i++) {
        gateway.returns("QUEUED");
      }
      gateway.returns("SUCCESS");
      List<Integer> received = new CopyOnWriteArrayList<>();
      try (TaskWatcher many = TaskWatcher.builder(gateway)
          .time(time)
          .schedule(PollSchedule.fixed(Duration.ofSeconds(1)))
          .callbackExecutor(threads)
          .build()) {
        TaskHandle handle = many.watch(
            ID,
            WaitOptions.defaults().onObservation(observation -> received.add(observation.polls())));
        CompletableFuture<Void> last = handle.future().thenRun(() -> received.add(-1));
        handle.join();
        last.join();
      }

      assertThat(received).hasSize(202).endsWith(-1);
      assertThat(received.subList(0, 201)).isSorted();
      threads.shutdownNow();
    }
  }

  @Nested
  class An_executor_that_refuses {
    private final ExecutorService refusing = Executors.newSingleThreadExecutor();

    An_executor_that_refuses() {
      refusing.shutdownNow();
    }

    @Test
    void polls_makes_the_polls_fail() {
      try (TaskWatcher supplied =
          TaskWatcher.builder(gateway).time(time).pollExecutor(refusing).build()) {
        assertThatThrownBy(() -> supplied.await(ID, Duration.ofMinutes(1)))
            .isInstanceOf(WaitDeadlineException.class)
            .hasMessageContaining("the poll executor rejected the poll");
      }
    }

    @Test
    void polls_temporarily_does_not_use_up_the_rate() {
      AtomicInteger polls = new AtomicInteger();
      Executor full = poll -> {
        if (polls.incrementAndGet() <= 50) {
          throw new RejectedExecutionException("full");
        }
        poll.run();
      };
      gateway.returns("SUCCESS");
      try (TaskWatcher supplied = TaskWatcher.builder(gateway)
          .time(time)
          .pollExecutor(full)
          .ratePerSecond(1)
          .schedule(PollSchedule.fixed(Duration.ofSeconds(1)))
          .build()) {
        assertThat(supplied.await(ID, Duration.ofMinutes(2)).isSucceeded()).isTrue();
      }
      assertThat(polls).hasValue(51);
    }

    @Test
    void callbacks_prevents_no_completion() {
      gateway.returns("SUCCESS");
      try (TaskWatcher supplied =
          TaskWatcher.builder(gateway).time(time).callbackExecutor(refusing).build()) {
        assertThat(supplied.await(ID, QUARTER_HOUR).isSucceeded()).isTrue();
      }
    }
  }
}
