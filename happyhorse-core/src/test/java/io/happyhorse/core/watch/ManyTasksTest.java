package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ManyTasksTest {
  private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

  private final VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
  private final List<WatcherEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();

  @AfterEach
  void closeTime() {
    time.close();
  }

  private TaskWatcherBuilder watcher(Response response) {
    TaskQueryPort port = (id, within) -> {
      queries.add(id + "@" + time.since(0).toMillis());
      return response.to(id, time.since(0));
    };
    return TaskWatcher.builder(port)
        .time(time)
        .schedule(PollSchedule.fixed(Duration.ofSeconds(15)))
        .onEvent(this::recordUnlessOfOnePoll);
  }

  private void recordUnlessOfOnePoll(WatcherEvent event) {
    if (!(event instanceof WatcherEvent.PollFailed)) {
      events.add(event);
    }
  }

  private interface Response {
    VideoTask to(TaskId id, Duration now);
  }

  private VideoTask queued(TaskId id) {
    return Responses.observation(id, "QUEUED", time.instant());
  }

  private VideoTask done(TaskId id) {
    return Responses.observation(id, "SUCCESS", time.instant());
  }

  private static List<TaskId> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> TaskId.of("t" + i)).toList();
  }

  private void sleepUnlessInterrupted(Duration duration) {
    try {
      time.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Nested
  class Waiting_for_all {
    @Test
    void returns_every_outcome_in_the_requested_order() {
      try (TaskWatcher watcher =
          watcher((id, now) -> id.value().equals("t1") ? queued(id) : done(id)).build()) {
        List<TaskId> ids =
            List.of(TaskId.of("t2"), TaskId.of("t1"), TaskId.of("t0"), TaskId.of("t1"));

        Map<TaskId, TaskOutcome> outcomes = watcher.awaitAll(ids, Duration.ofMinutes(1));

        assertThat(outcomes.keySet()).extracting(TaskId::value).containsExactly("t2", "t1", "t0");
        assertThat(outcomes.get(TaskId.of("t0"))).isInstanceOf(TaskOutcome.Finished.class);
        assertThat(outcomes.get(TaskId.of("t1")))
            .isInstanceOfSatisfying(
                TaskOutcome.GaveUp.class,
                outcome -> assertThat(outcome.error()).isInstanceOf(WaitDeadlineException.class));
        outcomes.forEach((id, outcome) -> assertThat(outcome.taskId()).isEqualTo(id));
      }
    }

    @Test
    void without_ids_returns_no_outcomes() {
      try (TaskWatcher watcher = watcher((id, now) -> done(id)).build()) {
        assertThat(watcher.awaitAll(List.of(), QUARTER_HOUR)).isEmpty();
      }
    }
  }

  @Nested
  class As_they_complete {
    @Test
    void outcomes_are_returned_in_order_of_completion() {
      Response slowerByNumber =
          (id, now) -> now.toSeconds() >= 15L * (9 - Integer.parseInt(id.value().substring(1)))
              ? done(id)
              : queued(id);
      try (TaskWatcher watcher = watcher(slowerByNumber).build();
          Stream<TaskOutcome> outcomes = watcher.asCompleted(ids(9), QUARTER_HOUR)) {
        assertThat(outcomes.map(outcome -> outcome.taskId().value()))
            .containsExactly("t8", "t7", "t6", "t5", "t4", "t3", "t2", "t1", "t0");
      }
    }

    @Test
    void no_outcome_is_lost_because_a_callback_has_tried_to_wait_for_it() throws Exception {
      CompletableFuture<Throwable> refused = new CompletableFuture<>();
      Response second = (id, now) -> now.isZero() ? queued(id) : done(id);
      try (TaskWatcher watcher = watcher(second).build();
          Stream<TaskOutcome> stream = watcher.asCompleted(ids(1), QUARTER_HOUR)) {
        Iterator<TaskOutcome> outcomes = stream.iterator();
        watcher.watch(TaskId.of("other"), WaitOptions.defaults().onObservation(observation -> {
          try {
            outcomes.next();
          } catch (IllegalStateException error) {
            refused.complete(error);
          }
        }));
        time.sleep(Duration.ofMinutes(1));

        assertThat(refused).isCompleted();
        assertThat(refused.join()).hasMessageStartingWith("A callback cannot wait for task t0:");
        assertThat(outcomes.next().taskId()).isEqualTo(TaskId.of("t0"));
      }
    }

    @Test
    void closing_the_stream_stops_the_rest() throws InterruptedException {
      try (TaskWatcher watcher =
          watcher((id, now) -> id.value().equals("t0") ? done(id) : queued(id)).build()) {
        TaskHandle other = watcher.watch(TaskId.of("t1"), QUARTER_HOUR);
        try (Stream<TaskOutcome> outcomes = watcher.asCompleted(ids(3), QUARTER_HOUR)) {
          assertThat(outcomes.findFirst()).map(TaskOutcome::taskId).hasValue(TaskId.of("t0"));
        }
        queries.clear();
        time.sleep(Duration.ofSeconds(40));

        assertThat(queries).isNotEmpty().allMatch(query -> query.startsWith("t1@"));
        assertThat(other.future()).isNotDone();
      }
    }
  }

  @Nested
  class The_order_of_polls {
    @Test
    void starts_with_the_tasks_that_have_been_due_longest() throws InterruptedException {
      try (TaskWatcher watcher =
          watcher((id, now) -> queued(id)).ratePerSecond(1).build()) {
        ids(40).forEach(id -> watcher.watch(id, QUARTER_HOUR));
        time.sleep(Duration.ofSeconds(125));

        for (int round = 0; round < 3; round++) {
          assertThat(queries.subList(40 * round, 40 * round + 40).stream()
                  .map(q -> q.split("@", -1)[0])
                  .distinct())
              .hasSize(40);
        }
      }
    }
  }

  @Nested
  class A_low_rate {
    @Test
    void is_used_although_threads_begin_late_and_polls_are_slow() throws InterruptedException {
      Response slow = (id, now) -> {
        sleepUnlessInterrupted(Duration.ofSeconds(20));
        return queued(id);
      };
      LateExecutor threads = new LateExecutor();
      try (TaskWatcher watcher =
          watcher(slow).ratePerSecond(1).pollExecutor(threads).build()) {
        time.sleep(Duration.ofSeconds(10));
        ids(6).forEach(id -> watcher.watch(id, QUARTER_HOUR));
        threads.begin();
        time.sleep(Duration.ofSeconds(9));

        assertThat(queries).hasSize(6);
      } finally {
        threads.end();
      }
    }
  }

  /** Begins no poll before it is allowed to. */
  private static final class LateExecutor implements Executor {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch begun = new CountDownLatch(1);

    @Override
    public void execute(Runnable poll) {
      threads.execute(() -> {
        if (await(begun)) {
          poll.run();
        }
      });
    }

    void begin() {
      begun.countDown();
    }

    void end() {
      threads.shutdownNow();
    }
  }

  @Nested
  class Retry_After {
    @Test
    void also_applies_to_the_last_poll() {
      Response alwaysLimited = (id, now) -> {
        throw Responses.error(id, 429, Duration.ofMinutes(5));
      };
      try (TaskWatcher watcher = watcher(alwaysLimited).build()) {
        assertThatThrownBy(() -> watcher.await(TaskId.of("t0"), Duration.ofSeconds(60)))
            .isInstanceOf(WaitDeadlineException.class)
            .hasMessageContaining("1 poll in 1 min 0 s");
        assertThat(queries).containsExactly("t0@0");
      }
    }

    @Test
    void is_capped_at_ten_minutes_with_an_event() throws InterruptedException {
      Response longRetryAfter = (id, now) -> {
        if (now.isZero()) {
          throw Responses.error(id, 429, Duration.ofHours(5));
        }
        return done(id);
      };
      try (TaskWatcher watcher = watcher(longRetryAfter).build()) {
        assertThat(watcher.await(TaskId.of("t0"), QUARTER_HOUR).isSucceeded()).isTrue();
        assertThat(time.since(0)).isEqualTo(Duration.ofMinutes(10));
        assertThat(events)
            .contains(
                new WatcherEvent.RetryAfterCapped(Duration.ofHours(5), Duration.ofMinutes(10)))
            .hasSize(2)
            .last()
            .isInstanceOfSatisfying(WatcherEvent.Paused.class, paused -> {
              assertThat(paused.pause()).isEqualTo(Duration.ofMinutes(10));
              assertThat(paused.error()).isInstanceOf(RateLimitedException.class);
            });
      }
    }
  }

  @Nested
  class Too_many_tasks {
    @Test
    void are_reported_even_if_the_cause_is_slow_polls() throws InterruptedException {
      Response slow = (id, now) -> {
        sleepUnlessInterrupted(Duration.ofSeconds(10));
        return queued(id);
      };
      try (TaskWatcher watcher = watcher(slow).maxInFlight(2).build()) {
        TaskHandle first = watcher.watch(TaskId.of("first"), WaitOptions.defaults());
        time.sleep(Duration.ofSeconds(11));
        first.stop();
        ids(20).forEach(id -> watcher.watch(id, Duration.ofSeconds(99)));
        time.sleep(Duration.ofSeconds(1));

        assertThat(events)
            .containsExactly(new WatcherEvent.RoundExceedsTimeout(
                20, Duration.ofSeconds(100), Duration.ofSeconds(99)));
      }
    }
  }

  @Nested
  class A_worker_that_hangs {
    @Test
    void is_interrupted_at_the_deadline_and_its_late_observation_is_ignored() {
      List<String> interrupts = new CopyOnWriteArrayList<>();
      Response hanging = (id, now) -> {
        try {
          time.sleep(Duration.ofHours(1));
        } catch (InterruptedException interrupted) {
          interrupts.add(id + "@" + time.since(0).toSeconds());
        }
        return done(id);
      };
      try (TaskWatcher watcher = watcher(hanging).build()) {
        assertThatThrownBy(() -> watcher.await(TaskId.of("t0"), Duration.ofSeconds(20)))
            .isInstanceOf(WaitDeadlineException.class);
      }
      assertThat(interrupts).containsExactly("t0@20");
      assertThat(events).isEmpty();
    }

    @Test
    void
        is_interrupted_after_its_time_limit_and_its_task_is_polled_again_even_without_a_deadline() {
      Response hangingOnce = (id, now) -> {
        if (queries.size() == 1) {
          sleepUnlessInterrupted(Duration.ofHours(1));
        }
        return done(id);
      };
      try (TaskWatcher watcher = watcher(hangingOnce).build()) {
        assertThat(watcher
                .watch(TaskId.of("t0"), WaitOptions.withoutTimeout())
                .join()
                .isSucceeded())
            .isTrue();
      }
      assertThat(queries).containsExactly("t0@0", "t0@50000"); // 30 s, 5 s of grace, an interval
      assertThat(events).isEmpty();
    }

    @Test
    void is_replaced_after_5_s() throws InterruptedException {
      Response ignoresInterrupts = (id, now) -> {
        if (id.value().equals("t0")) {
          sleepThroughInterrupts(Duration.ofMinutes(10));
        }
        return done(id);
      };
      try (TaskWatcher watcher = watcher(ignoresInterrupts).maxInFlight(1).build()) {
        TaskHandle hanging = watcher.watch(TaskId.of("t0"), Duration.ofSeconds(10));
        time.sleep(Duration.ofSeconds(1));
        TaskHandle waiting = watcher.watch(TaskId.of("t1"), QUARTER_HOUR);

        assertThat(waiting.join().isSucceeded()).isTrue();

        assertThat(time.since(0)).isEqualTo(Duration.ofSeconds(15));
        assertThat(events).containsExactly(new WatcherEvent.WorkerReplaced(TaskId.of("t0"), true));
        assertThat(hanging.future()).isCompletedExceptionally();
      }
    }

    private void sleepThroughInterrupts(Duration duration) {
      long start = time.nanoTime();
      for (Duration left = duration;
          !left.isNegative() && !left.isZero();
          left = duration.minus(time.since(start))) {
        try {
          time.sleep(left);
        } catch (InterruptedException ignoresInterrupts) {
          // ignored on purpose
        }
      }
    }
  }

  @Nested
  class The_last_poll {
    @Test
    void of_a_freshly_submitted_task_precedes_a_short_deadline() {
      try (TaskWatcher watcher =
          watcher((id, now) -> now.toSeconds() >= 9 ? done(id) : queued(id)).build()) {
        WaitOptions wait = WaitOptions.within(Duration.ofSeconds(10)).freshlySubmitted();

        assertThat(watcher.watch(TaskId.of("t0"), wait).join().isSucceeded()).isTrue();
        assertThat(queries).containsExactly("t0@9000");
      }
    }
  }

  @Nested
  class A_schedule_with_a_defect {
    @Test
    void does_not_lose_the_task() {
      List<PollSchedule> broken = new ArrayList<>();
      broken.add(context -> {
        throw new AssertionError("broken");
      });
      broken.add(context -> Duration.ZERO);
      broken.add(context -> ChronoUnit.FOREVER.getDuration());
      for (PollSchedule schedule : broken) {
        long start = time.nanoTime();
        Response doneAfterAMinute =
            (id, now) -> time.since(start).toSeconds() >= 60 ? done(id) : queued(id);
        try (TaskWatcher watcher = watcher(doneAfterAMinute).schedule(schedule).build()) {
          assertThat(watcher.await(TaskId.of("t0"), Duration.ofMinutes(5)).isSucceeded())
              .isTrue();
        }
      }
      assertThat(queries).hasSizeLessThan(18);
      assertThat(events)
          .isNotEmpty()
          .allSatisfy(event -> assertThat(event)
              .isInstanceOfSatisfying(WatcherEvent.ScheduleFailed.class, failed -> {
                assertThat(failed.taskId()).isEqualTo(TaskId.of("t0"));
                assertThat(failed.error())
                    .hasMessageMatching("broken|The schedule's interval must be .* not PT0S.");
              }));
    }
  }

  @Test
  void a_web_page_after_an_observation_does_not_indicate_a_wrong_endpoint() {
    Response maintenance = (id, now) -> {
      if (id.value().equals("t1") && now.toMinutes() < 4) {
        throw MalformedResponseException.webPage(QueryDetails.of(id));
      }
      return done(id);
    };
    try (TaskWatcher watcher = watcher(maintenance).build()) {
      assertThat(watcher.await(TaskId.of("t0"), QUARTER_HOUR).isSucceeded()).isTrue();
      assertThat(watcher.await(TaskId.of("t1"), QUARTER_HOUR).isSucceeded()).isTrue();
    }
  }

  @Test
  void a_callback_cannot_wait_for_several_tasks() {
    List<Throwable> refused = new CopyOnWriteArrayList<>();
    try (TaskWatcher watcher = watcher((id, now) -> done(id)).build()) {
      watcher
          .watch(TaskId.of("t0"), WaitOptions.defaults().onObservation(observation -> {
            try {
              watcher.awaitAll(List.of(TaskId.of("t1")), QUARTER_HOUR);
            } catch (IllegalStateException error) {
              refused.add(error);
            }
          }))
          .join();
    }
    assertThat(refused).singleElement().asString().contains("A callback cannot wait for task t1:");
  }

  @Test
  void closing_ends_every_wait_even_if_a_callback_hangs() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    TaskWatcher watcher = TaskWatcher.of((id, within) -> queued(id));
    watcher.watch(TaskId.of("t0"), WaitOptions.defaults().onObservation(observation -> {
      hanging.countDown();
      boolean unused = await(never);
    }));
    hanging.await();
    TaskHandle other = watcher.watch(TaskId.of("t1"), QUARTER_HOUR);

    watcher.close();

    assertThatThrownBy(() -> other.future().get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(WatcherClosedException.class);
    never.countDown();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException interrupted) {
      return false;
    }
  }

  @Test
  void an_interrupted_poll_of_a_stopped_wait_affects_no_other_wait() throws InterruptedException {
    Response endsOnInterrupt = (id, now) -> {
      try {
        time.sleep(Duration.ofSeconds(20));
        return done(id);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new QueryInterruptedException(QueryDetails.of(id));
      }
    };
    try (TaskWatcher watcher = watcher(endsOnInterrupt).maxInFlight(1).build()) {
      TaskHandle stopped = watcher.watch(TaskId.of("t0"), QUARTER_HOUR);
      TaskHandle next = watcher.watch(TaskId.of("t1"), QUARTER_HOUR);
      time.sleep(Duration.ofSeconds(5));
      stopped.stop();

      assertThat(next.join().isSucceeded()).isTrue();
      assertThatThrownBy(stopped::join).isInstanceOf(WaitStoppedException.class);
      assertThat(time.since(0)).isEqualTo(Duration.ofSeconds(25));
    }
  }
}
