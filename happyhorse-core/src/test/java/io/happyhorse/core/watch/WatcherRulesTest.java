package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WaitInterruptedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.UpstreamStatus;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of the watcher whose conditions are easily confused. */
class WatcherRulesTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  private final VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
  private final List<String> queries = new CopyOnWriteArrayList<>();

  private interface Response {
    VideoTask to(TaskId id);
  }

  @AfterEach
  void closeTime() {
    time.close();
  }

  private TaskWatcherBuilder watcher(Duration interval, Response response) {
    TaskQueryPort port = (id, within) -> {
      queries.add(id + "@" + time.since(0).toSeconds());
      return response.to(id);
    };
    return TaskWatcher.builder(port).time(time).schedule(PollSchedule.fixed(interval));
  }

  private VideoTask queued(TaskId id) {
    return Responses.observation(id, "QUEUED", time.instant());
  }

  private VideoTask done(TaskId id) {
    return Responses.observation(id, "SUCCESS", time.instant());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, 1_000_001, Double.POSITIVE_INFINITY})
  void a_rate_out_of_range_is_refused(double rate) {
    assertThatThrownBy(() -> watcher(Duration.ofSeconds(1), this::queued).ratePerSecond(rate))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The rate of a watcher must be more than 0 and at most 1000000 per second, not "
            + rate + ".");
  }

  @Test
  void the_time_before_giving_up_may_be_unlimited() {
    Response refused = id -> {
      throw new GatewayUnavailableException(QueryDetails.of(id));
    };
    try (TaskWatcher watcher = watcher(Duration.ofSeconds(1), refused)
        .giveUpAfter(ChronoUnit.FOREVER.getDuration())
        .build()) {
      assertThatThrownBy(() -> watcher.await(ID, Duration.ofMinutes(20)))
          .isInstanceOf(WaitDeadlineException.class);
    }
  }

  @Test
  void a_wait_lasts_half_an_hour_by_default() {
    try (TaskWatcher watcher = watcher(Duration.ofMinutes(1), this::queued).build()) {
      WaitDeadlineException error = catchThrowableOfType(
          WaitDeadlineException.class,
          () -> watcher.watch(ID, WaitOptions.defaults()).join());

      assertThat(error.details().elapsed()).isEqualTo(Duration.ofMinutes(30));
    }
  }

  @Test
  void cancelling_the_last_handle_ends_the_polls() throws InterruptedException {
    try (TaskWatcher watcher = watcher(Duration.ofSeconds(15), this::queued).build()) {
      TaskHandle handle = watcher.watch(ID, WaitOptions.defaults());
      time.sleep(Duration.ofSeconds(20));

      assertThat(handle.future().cancel(true)).isTrue();
      time.sleep(Duration.ofMinutes(10));

      assertThat(queries).hasSize(2);
    }
  }

  @Test
  void completing_the_last_handle_asynchronously_ends_the_polls() throws InterruptedException {
    try (TaskWatcher watcher = watcher(Duration.ofSeconds(15), this::queued).build()) {
      TaskHandle handle = watcher.watch(ID, WaitOptions.defaults());
      time.sleep(Duration.ofSeconds(20));

      assertThat(handle.future().completeAsync(() -> done(ID), Runnable::run)).isDone();
      time.sleep(Duration.ofMinutes(10));

      assertThat(queries).hasSize(2);
    }
  }

  @Test
  void an_interrupt_ends_only_one_handle_of_a_task() throws InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    try (TaskWatcher watcher = watcher(
            Duration.ofSeconds(15), id -> ended.get() ? done(id) : queued(id))
        .build()) {
      TaskHandle other = watcher.watch(ID, WaitOptions.defaults());
      TaskHandle interrupted = watcher.watch(ID, WaitOptions.defaults());
      Thread.currentThread().interrupt();
      assertThatThrownBy(interrupted::join).isInstanceOf(WaitInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();

      ended.set(true);

      assertThat(other.join().isSucceeded()).isTrue();
    }
  }

  @Test
  void an_interrupted_thread_receives_an_outcome_that_is_already_available() {
    try (TaskWatcher watcher = watcher(Duration.ofSeconds(15), this::done).build()) {
      TaskHandle handle = watcher.watch(ID, WaitOptions.defaults());
      assertThat(handle.join().isSucceeded()).isTrue();

      Thread.currentThread().interrupt();
      try {
        assertThat(handle.join().isSucceeded()).isTrue();
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  @Test
  void the_upstream_report_of_a_pending_task_is_passed_to_listeners_but_not_stored() {
    UpstreamReport report =
        new UpstreamReport("u", UpstreamStatus.RUNNING, null, null, null, null, null, null, null);
    List<TaskObservation> received = new CopyOnWriteArrayList<>();
    try (TaskWatcher watcher = watcher(
            Duration.ofSeconds(15),
            id -> queries.size() == 1
                ? VideoTask.builder(id, "QUEUED", time.instant())
                    .upstream(report)
                    .build()
                : VideoTask.builder(id, "FAILURE", time.instant())
                    .failure(new TaskFailure(""))
                    .upstream(report)
                    .build())
        .build()) {
      TaskHandle handle = watcher.watch(ID, WaitOptions.defaults().onObservation(received::add));
      assertThat(handle.join().upstream()).isEqualTo(report);
    }
    assertThat(received)
        .extracting(observation -> observation.task().upstream())
        .containsOnly(report);
    try (TaskWatcher watcher = watcher(
            Duration.ofSeconds(15),
            id ->
                VideoTask.builder(id, "QUEUED", time.instant()).upstream(report).build())
        .build()) {
      WaitException error = catchThrowableOfType(
          WaitException.class, () -> watcher.await(ID, Duration.ofSeconds(20)));
      assertThat(error.lastObservation())
          .isNotNull()
          .returns("QUEUED", VideoTask::rawStatus)
          .returns(null, VideoTask::upstream);
    }
  }

  @Test
  void a_failed_poll_is_reported_while_the_wait_continues() {
    List<WatcherEvent> events = new CopyOnWriteArrayList<>();
    GatewayUnavailableException unavailable = new GatewayUnavailableException(QueryDetails.of(ID));
    try (TaskWatcher watcher = watcher(Duration.ofSeconds(15), id -> {
          if (queries.size() == 1) {
            throw unavailable;
          }
          return done(id);
        })
        .onEvent(events::add)
        .build()) {
      assertThat(watcher.await(ID, Duration.ofMinutes(15)).isSucceeded()).isTrue();
    }
    assertThat(events).containsExactly(new WatcherEvent.PollFailed(unavailable));
  }

  @Test
  void an_interrupt_of_a_wait_for_several_tasks_loses_no_outcome() throws InterruptedException {
    List<TaskId> ids = Stream.of("t0", "t1", "t2").map(TaskId::of).toList();
    AtomicBoolean flag = new AtomicBoolean();
    CompletableFuture<Map<TaskId, TaskOutcome>> outcomes = new CompletableFuture<>();
    try (TaskWatcher watcher = watcher(
            Duration.ofSeconds(15), id -> id.value().equals("t1") ? done(id) : queued(id))
        .build()) {
      PendingWork work = time.begin("waiting for all");
      Thread waiting = new Thread(() -> {
        work.bindToCurrentThread();
        try (work) {
          outcomes.complete(watcher.awaitAll(ids, Duration.ofMinutes(15)));
          flag.set(Thread.currentThread().isInterrupted());
        }
      });
      waiting.start();
      time.sleep(Duration.ofSeconds(20));
      assertThat(queries).contains("t1@0", "t2@15");
      waiting.interrupt();
      waiting.join();
    }
    assertThat(flag).isTrue();
    assertThat(outcomes.join().keySet()).containsExactlyElementsOf(ids);
    assertThat(outcomes.join().get(ids.get(1))).isInstanceOf(TaskOutcome.Finished.class);
    assertThat(List.of(ids.get(0), ids.get(2)))
        .allSatisfy(id -> assertThat(outcomes.join().get(id))
            .isInstanceOfSatisfying(
                TaskOutcome.GaveUp.class,
                gaveUp -> assertThat(gaveUp.error())
                    .isInstanceOf(WaitInterruptedException.class)
                    .hasMessageContaining("task " + id)));
  }

  @Test
  void a_supplied_executor_runs_no_more_concurrent_polls_than_the_limit() {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger maxInFlight = new AtomicInteger();
    ExecutorService executor = Executors.newCachedThreadPool();
    try (TaskWatcher watcher = watcher(Duration.ofSeconds(15), id -> {
          maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          sleep(Duration.ofSeconds(1));
          inFlight.decrementAndGet();
          return done(id);
        })
        .pollExecutor(executor)
        .maxInFlight(3)
        .build()) {
      List<TaskId> ids =
          IntStream.range(0, 20).mapToObj(task -> TaskId.of("t" + task)).toList();
      assertThat(watcher.awaitAll(ids, Duration.ofMinutes(15)).values())
          .hasSize(20)
          .allMatch(TaskOutcome.Finished.class::isInstance);
    } finally {
      executor.shutdown();
    }
    assertThat(maxInFlight).hasValue(3);
  }

  private void sleep(Duration duration) {
    try {
      time.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void listeners_and_futures_run_on_the_callback_thread() {
    List<String> threads = new CopyOnWriteArrayList<>();
    try (TaskWatcher watcher = watcher(Duration.ofSeconds(15), this::done).build()) {
      TaskHandle handle = watcher.watch(
          ID,
          WaitOptions.defaults()
              .freshlySubmitted()
              .onObservation(observation -> threads.add(Thread.currentThread().getName())));
      CompletableFuture<Boolean> recorded = handle
          .future()
          .handle((task, error) -> threads.add(Thread.currentThread().getName()));
      assertThat(handle.join().isSucceeded()).isTrue();
      assertThat(recorded).isNotNull();
    }
    assertThat(threads).hasSize(2).allMatch(name -> name.startsWith("happyhorse-callback-"));
  }

  @Test
  void closing_completes_futures_on_the_callers_executor_if_it_accepts_them() {
    List<String> threads = new CopyOnWriteArrayList<>();
    ExecutorService executor =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "callers-thread"));
    try {
      TaskWatcher watcher = watcher(Duration.ofSeconds(15), this::queued)
          .callbackExecutor(executor)
          .build();
      List<TaskHandle> handles = IntStream.range(0, 20)
          .mapToObj(task -> watcher.watch(TaskId.of("t" + task), WaitOptions.defaults()))
          .toList();
      List<CompletableFuture<Boolean>> recorded = handles.stream()
          .map(handle -> handle
              .future()
              .handle((task, error) -> threads.add(Thread.currentThread().getName())))
          .toList();

      watcher.close();

      assertThat(recorded).hasSize(20);
      assertThat(handles).allMatch(handle -> handle.future().isCompletedExceptionally());
      assertThat(handles)
          .allSatisfy(handle -> assertThatThrownBy(handle::join)
              .isInstanceOf(WaitException.class)
              .hasMessageContaining(handle.taskId().value()));
    } finally {
      executor.shutdown();
    }
    assertThat(threads).containsOnly("callers-thread");
  }
}
