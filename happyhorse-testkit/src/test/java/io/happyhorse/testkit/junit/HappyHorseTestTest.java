package io.happyhorse.testkit.junit;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.suppressed;

import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.testkit.AcceleratedTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import reactor.core.publisher.Mono;

class HappyHorseTestTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final TaskScript TWO_MINUTES =
      TaskScript.succeeding().queued(Duration.ofSeconds(20)).running(Duration.ofSeconds(100));

  @HappyHorseTest
  static class UsesAllParameters {
    @BeforeEach
    void accept(InMemoryTaskQuery tasks) {
      tasks.accept(ID, TWO_MINUTES);
    }

    @Test
    void shares_tasks_time_and_journal(
        FakeHappyHorse gateway,
        InMemoryTaskQuery tasks,
        TaskQueryPort port,
        TaskWatcher watcher,
        TimeSource time,
        VirtualTime virtual) {
      VideoTask done = watcher.await(ID, Duration.ofMinutes(5));

      assertThat(done).isSucceeded();
      assertThat(gateway).task(ID).wasQueriedAtMost(11).wasNotQueriedAfterItEnded();
      assertThat(port).isSameAs(tasks);
      assertThat(time).isSameAs(virtual).isSameAs(gateway.time());
      assertThat(time.instant()).isAfterOrEqualTo("2026-04-28T02:39:42Z");
    }

    @Nested
    class Inner {
      @Test
      void has_the_same_fixture(InMemoryTaskQuery tasks) {
        assertThat(tasks.query(ID)).isPending();
      }
    }

    @AfterEach
    void still_has_the_tasks(InMemoryTaskQuery tasks) {
      assertThat(tasks.journal().tasks()).hasSize(1);
    }
  }

  @Test
  void provides_all_parameters_of_a_test() {
    run(UsesAllParameters.class).testEvents().assertStatistics(events -> events.succeeded(2));
  }

  static class Clocks {
    @HappyHorseTest(TestClock.MANUAL)
    @Test
    void manual(VirtualTime time, InMemoryTaskQuery tasks) {
      tasks.accept(ID, TWO_MINUTES);
      time.advance(Duration.ofMinutes(2));

      assertThat(tasks.query(ID)).isSucceeded();
    }

    @HappyHorseTest(TestClock.ACCELERATED)
    @Test
    void accelerated(TimeSource time) {
      assertThat(time).isInstanceOf(AcceleratedTime.class);
    }

    @HappyHorseTest(TestClock.REAL)
    @Test
    void real(TimeSource time) {
      assertThat(time).isSameAs(TimeSource.system());
    }
  }

  @Test
  void supports_all_clocks() {
    run(Clocks.class).testEvents().assertStatistics(events -> events.succeeded(3));
  }

  @HappyHorseTest(TestClock.REAL)
  static class NoVirtualTime {
    @Test
    void needs_one(VirtualTime time) {
      assertThat(time).isNull();
    }
  }

  @Test
  void explains_why_there_is_no_virtual_time() {
    assertFails(
        NoVirtualTime.class,
        "This test has no VirtualTime: its clock is REAL. Declare a TimeSource, or use LENIENT,"
            + " STRICT or MANUAL.");
  }

  @HappyHorseTest
  static class InConstructor {
    InConstructor(InMemoryTaskQuery tasks) {
      assertThat(tasks).isNotNull();
    }

    @Test
    void never_runs() {}
  }

  @Test
  void explains_why_a_constructor_has_no_parameters() {
    assertFails(
        InConstructor.class,
        "Each test has its own gateway: declare the parameter in a test, a @BeforeEach or an @AfterEach"
            + " method, not in a constructor or a @BeforeAll method.");
  }

  @HappyHorseTest
  static class QueriesUnknownTask {
    @Test
    void twice_and_swallows_the_error(TaskQueryPort port, InMemoryTaskQuery tasks) {
      tasks.accept(ID, TWO_MINUTES);
      for (int query = 0; query < 2; query++) {
        assertThatThrownBy(() -> port.query(TaskId.of("asyntask_typo")))
            .isInstanceOf(RuntimeException.class);
      }
    }
  }

  @Test
  void fails_a_test_that_queries_an_unknown_task() {
    run(QueriesUnknownTask.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(finishedWithFailure(message("A query was sent for the unknown task asyntask_typo."
                + " Known tasks: asyntask_A. Accept it first."))));
  }

  @HappyHorseTest
  static class QueriesUnknownTaskAndFails {
    @Test
    void by_the_error(TaskQueryPort port) {
      assertThat(port.query(TaskId.of("asyntask_typo"))).isPending();
    }
  }

  @Test
  void reports_unknown_queries_even_if_the_test_fails_because_of_them() {
    run(QueriesUnknownTaskAndFails.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(finishedWithFailure(
                instanceOf(TaskNotFoundException.class),
                suppressed(
                    0,
                    message("A query was sent for the unknown task asyntask_typo."
                        + " Known tasks: none. Accept it first.")))));
  }

  @HappyHorseTest(TestClock.STRICT)
  static class Standstill {
    private static CompletableFuture<VideoTask> end(InMemoryTaskQuery tasks, TimeSource time) {
      TaskWatcher leftOpen = TaskWatcher.of(tasks, time);
      return leftOpen
          .watch(tasks.accept(TWO_MINUTES), WaitOptions.defaults().freshlySubmitted())
          .future();
    }

    @Test
    void in_a_latch(InMemoryTaskQuery tasks, TimeSource time) throws InterruptedException {
      CountDownLatch ended = new CountDownLatch(1);
      CompletableFuture<Void> counted = end(tasks, time).thenRun(ended::countDown);
      ended.await();
      assertThat(counted).isNotNull();
    }

    @Test
    void in_a_latch_and_swallows_the_interrupt(InMemoryTaskQuery tasks, TimeSource time) {
      CompletableFuture<VideoTask> end = end(tasks, time);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      assertThat(end).isDone();
    }

    @Test
    void in_all_of_the_jdk(InMemoryTaskQuery tasks, TimeSource time) {
      CompletableFuture.allOf(end(tasks, time), end(tasks, time)).join();
    }

    @Test
    void in_a_mono(InMemoryTaskQuery tasks, TimeSource time) {
      assertThat(Mono.fromFuture(end(tasks, time)).block()).isSucceeded();
    }

    @Test
    void in_awaitility(InMemoryTaskQuery tasks, TimeSource time) {
      CompletableFuture<VideoTask> end = end(tasks, time);
      await()
          .dontCatchUncaughtExceptions() // of other tests in this JVM
          .atMost(Duration.ofMinutes(1))
          .until(end::isDone);
    }

    @Test
    void in_a_scheduled_poll(TaskQueryPort port, InMemoryTaskQuery tasks) throws Exception {
      TaskId id = tasks.accept(TWO_MINUTES);
      ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
      CountDownLatch ended = new CountDownLatch(1);
      try {
        Future<?> polls = scheduler.scheduleAtFixedRate(
            () -> {
              if (port.query(id).isFinished()) {
                ended.countDown();
              }
            },
            0,
            20,
            TimeUnit.MILLISECONDS);
        ended.await();
        polls.cancel(false);
      } finally {
        scheduler.shutdownNow();
      }
    }
  }

  @Test
  void reports_a_standstill_before_the_failure_it_caused() {
    Condition<Event> explained = event(finishedWithFailure(
        instanceOf(AssertionError.class),
        message(text -> text.startsWith(
                "This virtual time has not moved for 100 ms of real time.\nNot parked: ")
            && text.contains("the thread that made this time, on thread ")
            && text.contains("TaskHandle.allOf(handles)")
            && text.contains("time.await(future)")
            && text.contains("TestClock.LENIENT"))));

    run(Standstill.class).testEvents().assertThatEvents().haveExactly(6, explained);
    assertThat(Thread.interrupted()).isFalse();
  }

  @HappyHorseTest
  static class StandstillInAVirtualWait {
    @Test
    void waiting_for_work_that_never_ends(TimeSource time) throws InterruptedException {
      PendingWork forgotten = time.begin("forgotten work");
      time.sleep(Duration.ofSeconds(1));
      forgotten.close();
    }
  }

  @Test
  void reports_a_standstill_only_once_if_the_test_has_thrown_it() {
    run(StandstillInAVirtualWait.class)
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(finishedWithFailure(
                instanceOf(AssertionError.class),
                message(text ->
                    text.contains("Not parked: forgotten work, which is bound to no thread")),
                new Condition<>(
                    error -> error.getSuppressed().length == 0, "nothing is suppressed"))));
  }

  private static final Set<String> KEYS = ConcurrentHashMap.newKeySet();

  @HappyHorseTest
  @Execution(ExecutionMode.CONCURRENT)
  static class InParallel {
    @RepeatedTest(8)
    void has_its_own_gateway(FakeHappyHorse gateway, TaskWatcher watcher) {
      gateway.accept(ID, TWO_MINUTES);
      assertThat(watcher.await(ID, Duration.ofMinutes(5))).isSucceeded();
      KEYS.add(gateway.apiKey());
    }

    @RepeatedTest(8)
    void has_its_own_time(TaskWatcher watcher, InMemoryTaskQuery tasks)
        throws InterruptedException {
      TaskId id = tasks.accept(TWO_MINUTES);
      CountDownLatch ended = new CountDownLatch(1);
      CompletableFuture<Void> counted =
          watcher.watch(id, Duration.ofMinutes(5)).future().thenRun(ended::countDown);
      ended.await();
      assertThat(counted).isNotNull();
    }
  }

  @Test
  void runs_parallel_tests_each_with_its_own_gateway() {
    KEYS.clear();

    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(InParallel.class))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
        .execute()
        .testEvents()
        .assertStatistics(events -> events.succeeded(16));

    assertThat(KEYS).hasSize(8);
  }

  private static final Map<String, List<Long>> SEEDS = new ConcurrentHashMap<>();

  static class Seeds {
    private static void record(String test, VirtualTime time) {
      SEEDS.computeIfAbsent(test, unused -> new CopyOnWriteArrayList<>()).add(time.seed());
    }

    @HappyHorseTest
    @Test
    void without_a_seed(VirtualTime time) {
      record("none", time);
    }

    @HappyHorseTest
    @Test
    void also_without_a_seed(VirtualTime time) {
      record("none either", time);
    }

    @HappyHorseTest(seed = 7)
    @Test
    void with_a_seed(VirtualTime time) {
      record("one", time);
    }
  }

  @Test
  void draws_the_same_random_numbers_in_every_run_by_default() {
    SEEDS.clear();
    EngineExecutionResults first = run(Seeds.class);
    EngineExecutionResults second = run(Seeds.class);
    EngineExecutionResults configured = run(Seeds.class, TestSettings.SEED, "99");
    EngineExecutionResults random = run(Seeds.class, TestSettings.SEED, "random");

    for (EngineExecutionResults results : List.of(first, second, configured, random)) {
      results.testEvents().assertStatistics(events -> events.succeeded(3));
    }
    List<Long> none = SEEDS.getOrDefault("none", List.of());
    assertThat(none).hasSize(4).element(0).isEqualTo(none.get(1));
    assertThat(none.get(2)).isEqualTo(99);
    assertThat(SEEDS.getOrDefault("none either", List.of()).get(0)).isNotEqualTo(none.get(0));
    assertThat(SEEDS).containsEntry("one", List.of(7L, 7L, 7L, 7L));
  }

  @Test
  void refuses_invalid_settings() {
    run(Seeds.class, TestSettings.SEED, "seven")
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            2,
            event(finishedWithFailure(
                message("happyhorse.seed cannot be \"seven\": use a whole number, or random."))));
    run(Seeds.class, TestSettings.STANDSTILL, "30")
        .testEvents()
        .assertThatEvents()
        .haveExactly(
            3,
            event(finishedWithFailure(
                message("happyhorse.standstill cannot be \"30\": use a duration such as PT30S."))));
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return run(tests, TestSettings.STANDSTILL, "PT0.1S");
  }

  private static EngineExecutionResults run(Class<?> tests, String setting, String value) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .configurationParameter(setting, value)
        .execute();
  }

  private static void assertFails(Class<?> tests, String message) {
    run(tests)
        .testEvents()
        .assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(message(text -> text.endsWith(message)))));
  }
}
